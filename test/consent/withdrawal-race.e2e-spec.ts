import { jest } from '@jest/globals';
import pg from 'pg';
import { auditor } from '../support/auditor.js';
import { testEnvironment } from '../support/environment.js';
import { askForConsent, grant, must, score, type TestRequest, until } from '../support/harness.js';
import { type Answer, call } from '../support/http.js';
import { aboutToWithdraw, all, everyDoor, nth, OFTEN, openScene, said } from './scene.js';

jest.setTimeout(120_000);
afterAll(() => auditor.close());

const READERS = 50;
/** Polls in a row at which nobody else has come to wait. */
const SETTLED_POLLS = 12;

/** Guards the borrower who takes the consent back: from the page's answer on, nobody reads. */
it('lets no reading commit after a withdrawal that 50 readers race', async () => {
  const { provider, lender, people } = await openScene();
  const borrower = nth(people, 0);
  const request = await askForConsent(lender, provider, OFTEN);
  await grant(request, borrower);
  const kept = must(await score(lender, request, 'kept'), 201) as { score_id: string };
  const known = { scoreId: kept.score_id, idempotencyKey: 'kept' };
  expect(said(await everyDoor(lender, request, known))).toEqual({
    ...{ new: '201', stored: '200', csv: '200', replay: '201' },
  });
  const withdraw = await aboutToWithdraw(borrower, request);

  const answers = await race(request, () => score(lender, request), withdraw);

  const doors = await everyDoor(lender, request, known);
  expect(said(doors)).toEqual(all('403 consent-revoked'));
  const given = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => status !== 201);
  expect(answers).toHaveLength(READERS);
  expect(given.length).toBeGreaterThan(0);
  expect(refused.length).toBeGreaterThan(0);
  expect(new Set(refused.map(({ body }) => body['code']))).toEqual(new Set(['consent-revoked']));
  await expectNothingAfter(request, given);
  const path = `/v1/consent-requests/${request.consentId}`;
  expect((await call(lender.key, path)).body).toMatchObject({ status: 'REVOKED' });
});

/**
 * All of them are under way when the withdrawal commits: the consent's row is held while half of
 * the readers come to wait for it, then the withdrawal, then the other half; then it is let go.
 */
async function race(
  { consentId }: TestRequest,
  read: () => Promise<Answer>,
  withdraw: () => Promise<unknown>,
): Promise<Answer[]> {
  const holder = new pg.Client({ connectionString: testEnvironment().adminUrl });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    const lock = 'SELECT pg_backend_pid() AS pid FROM app.consent WHERE consent_id = $1 FOR UPDATE';
    const { pid } = nth((await holder.query<{ pid: number }>(lock, [consentId])).rows, 0);
    const half = () => Array.from({ length: READERS / 2 }, read);
    const early = half();
    const readersWaiting = await settled(pid, 1);
    const ending = withdraw();
    await settled(pid, readersWaiting + 1);
    const late = half();
    await settled(pid, readersWaiting + 1);
    await holder.query('COMMIT');
    const [answers] = await Promise.all([Promise.all([...early, ...late]), ending]);
    return answers;
  } finally {
    await holder.end();
  }
}

/** How many wait for the holder or for one another behind it, once nobody comes any more. */
async function settled(holderPid: number, atLeast: number): Promise<number> {
  let waiting = 0;
  let same = 0;
  await until(`${String(atLeast)} to wait`, async () => {
    const now = await waitingBehind(holderPid);
    same = now === waiting ? same + 1 : 0;
    waiting = now;
    return waiting >= atLeast && same >= SETTLED_POLLS;
  });
  return waiting;
}

async function waitingBehind(holderPid: number): Promise<number> {
  const [row] = await auditor.query<{ n: number }>(
    `WITH RECURSIVE behind (pid) AS (
       SELECT $1::int UNION
       SELECT a.pid FROM pg_stat_activity a JOIN behind b ON b.pid = ANY (pg_blocking_pids(a.pid)))
     SELECT count(*)::int - 1 AS n FROM behind`,
    [holderPid],
  );
  return row?.n ?? 0;
}

interface ConsentEnd {
  readonly status: string;
  readonly ended_at: Date;
  readonly window_reads: number;
}

/** The rows agree with the answers: as many readings as scores, all of them before the end. */
async function expectNothingAfter(
  { consentId }: TestRequest,
  given: readonly Answer[],
): Promise<void> {
  const [end] = await auditor.rows<ConsentEnd>('consent', { consent_id: consentId });
  const before = 2; // the one kept, and the new one of the first round of doors
  expect(end).toMatchObject({ status: 'REVOKED', window_reads: given.length + before });
  const endedAt = end?.ended_at.getTime() ?? 0;
  const scores = await auditor.rows<{ scored_at: Date }>('score', { consent_id: consentId });
  expect(scores).toHaveLength(given.length + before);
  const decisions = await auditor.rows<{ at: Date; again: boolean }>('access_decision', {
    consent_id: consentId,
    outcome: 'allowed',
  });
  expect(decisions.filter(({ again }) => !again)).toHaveLength(given.length + before);
  const times = [...scores.map((one) => one.scored_at), ...decisions.map(({ at }) => at)];
  expect(Math.max(...times.map(Number))).toBeLessThanOrEqual(endedAt);
}
