import { jest } from '@jest/globals';
import { auditor } from '../support/auditor.js';
import { newTenant } from '../support/harness.js';
import { type Answer, call } from '../support/http.js';
import { endOwnApps, startOwnApp } from '../support/own-app.js';
import { hireStaff, type TestStaff } from '../support/staff.js';

jest.setTimeout(120_000);
afterAll(async () => {
  await endOwnApps();
  await auditor.close();
});

const TRIES = 5;
const LOCKED_MS = 15 * 60_000;
const WRONG = 'not the password of anybody';

const tryPassword = (email: string, password: string, apiUrl?: string): Promise<Answer> =>
  call(undefined, '/v1/staff/sessions', {
    body: { email, password },
    ...(apiUrl === undefined ? {} : { apiUrl }),
  });

async function tryWrong({ email }: TestStaff, times: number): Promise<void> {
  for (let tries = 0; tries < times; tries++)
    expect((await tryPassword(email, WRONG)).status).toBe(401);
}

/** All of an answer that does not differ from call to call. */
function told({ status, body, headers }: Answer) {
  const { request_id: id, ...same } = body;
  expect(id).toBe(headers.get('x-request-id'));
  return { status, ...same };
}

interface Entry {
  readonly action: string;
  readonly at: Date;
  readonly canonical: string;
}
const entriesOf = ({ staffId }: TestStaff) =>
  auditor.query<Entry>(
    `SELECT action, at, canonical FROM app.audit_entry
     WHERE resource_id = $1 AND action <> 'staff.created' ORDER BY at, entry_id`,
    [staffId],
  );
const detailsOf = ({ canonical }: Entry) =>
  (JSON.parse(canonical) as { details: Record<string, string> }).details;

/** Guards the log of a whole institution against who has all night to guess a password. */
it('locks an account for 15 minutes after five wrong passwords, and tells nobody so', async () => {
  const { slug } = await newTenant();
  const staff = await hireStaff(slug);
  await tryWrong(staff, TRIES - 1);
  const fifth = told(await tryPassword(staff.email, WRONG));

  const right = await tryPassword(staff.email, staff.password);

  expect(told(right)).toMatchObject({ status: 401, code: 'staff-sign-in-refused' });
  expect(told(right)).toEqual(fifth);
  expect(told(await tryPassword(`nobody.${staff.email}`, WRONG))).toEqual(fifth);
  const entries = await entriesOf(staff);
  const reasons = [...Array<string>(TRIES).fill('password'), 'locked'];
  const refused = entries.filter(({ action }) => action === 'staff.sign_in_refused');
  expect(refused.map((entry) => detailsOf(entry)['reason'])).toEqual(reasons);
  const locks = entries.filter(({ action }) => action === 'staff.locked');
  expect(
    locks.map((lock) => Date.parse(detailsOf(lock)['until'] ?? '') - lock.at.getTime()),
  ).toEqual([LOCKED_MS]);

  const apps = await Promise.all(
    [LOCKED_MS - 60_000, LOCKED_MS].map((ms) =>
      startOwnApp('api', { CLOCK_OFFSET_MS: String(ms) }),
    ),
  );
  const [before, after] = apps.map(({ url }) => url);
  expect((await tryPassword(staff.email, staff.password, before)).status).toBe(401);
  expect((await tryPassword(staff.email, staff.password, after)).status).toBe(201);
  expect((await tryPassword(staff.email, staff.password)).status).toBe(201);
});

/** Guards who mistypes now and then from a count that is never forgotten. */
it('counts wrong passwords in a row alone', async () => {
  const { slug } = await newTenant();
  const [staff, other] = [await hireStaff(slug), await hireStaff(slug)];
  for (let round = 0; round < 2; round++) {
    await tryWrong(staff, TRIES - 1);
    expect((await tryPassword(staff.email, staff.password)).status).toBe(201);
  }
  await tryWrong(staff, TRIES);
  expect((await tryPassword(staff.email, staff.password)).status).toBe(401);
  expect((await tryPassword(other.email, other.password)).status).toBe(201);
});

/** Guards against who sends many guesses at one moment, before any of them is counted. */
it('admits nobody once many wrong passwords have come at once', async () => {
  const { slug } = await newTenant();
  const staff = await hireStaff(slug);
  const tries = Array.from({ length: TRIES + 1 }, () => tryPassword(staff.email, WRONG));
  const statuses = (await Promise.all(tries)).map(({ status }) => status);
  expect(statuses).toEqual(Array<number>(TRIES + 1).fill(401));
  expect((await tryPassword(staff.email, staff.password)).status).toBe(401);
  const actions = (await entriesOf(staff)).map(({ action }) => action);
  expect(actions.filter((action) => action === 'staff.locked')).toHaveLength(1);
});
