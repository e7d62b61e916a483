import { jest } from '@jest/globals';
import { mailsTo } from '../../apps/cli/start/give-consent.js';
import { type Page, Visitor } from '../../apps/cli/start/visitor.js';
import { auditor } from '../support/auditor.js';
import { letResend } from '../support/borrower.js';
import { testEnvironment } from '../support/environment.js';
import {
  askForConsent,
  grant,
  importRows,
  newTenant,
  score,
  shopperRows,
  type TestRequest,
  type TestTenant,
  unique,
  until,
} from '../support/harness.js';
import { call } from '../support/http.js';
import { comeToDecide, nth, openScene, signIn, type Scene } from './scene.js';

jest.setTimeout(180_000);
afterAll(() => auditor.close());

/** Guards the person whose data a lender would like to open with a mailbox of its own. */
it('gives a lender with a mailbox of its own no code, no grant and no hint', async () => {
  const scene = await openScene(3);
  const { provider, lender, people } = scene;
  const mailbox = { email: `${unique('desk')}@lender.invalid`, reference: 'desk' };
  const visitor = await customerElsewhere(mailbox.email, lender);
  const known = nth(people, 0);
  const ask = (email?: string) =>
    askForConsent(lender, provider, email === undefined ? {} : { email });
  const own = await ask(mailbox.email);
  const silent = await ask(known.email);
  const unknown = await ask(`${unique('nobody')}@mail.invalid`);
  const unnamed = await ask();
  const declined = await ask(nth(people, 1).email);

  await expectNoWayIn(visitor, own, mailbox.email);
  await expectNoWayIn(visitor, unnamed, mailbox.email);
  // A request that names a mailbox is bound to it: the borrower's own gets no code either.
  await typeAddress(new Visitor(), own, known.email);
  await untilHandled(own.consentId);
  expect(await mailsTo(testEnvironment().inboxUrl, known.email)).toEqual([]);
  const { visitor: borrower, consent } = await comeToDecide(declined, nth(people, 1));
  expect((await borrower.submit(consent, /\/decline$/, {})).url).toMatch(/\/declined$/);

  expect(await auditor.rows('consent', { consent_id: own.consentId })).toEqual([]);
  expect(await auditor.rows('consent', { consent_id: unnamed.consentId })).toEqual([]);
  const requests = { own, silent, unnamed, declined };
  const seen = await seenByLender(scene, unknown);
  expect(seen).toMatchObject({ status: 'AWAITING_AUTHORISATION' });
  for (const [name, request] of Object.entries(requests))
    expect({ name, ...(await seenByLender(scene, request)) }).toEqual({ name, ...seen });

  for (const request of [unknown, ...Object.values(requests)]) await letLapse(request);
  const later = await seenByLender(scene, unknown);
  expect(later).toMatchObject({ status: 'REJECTED' });
  for (const [name, request] of Object.entries(requests))
    expect({ name, ...(await seenByLender(scene, request)) }).toEqual({ name, ...later });
});

/** The mailbox's reader is a customer of another provider, so has shown the mailbox to be theirs. */
async function customerElsewhere(email: string, lender: TestTenant): Promise<Visitor> {
  const elsewhere = await newTenant(['provider']);
  const rows = shopperRows(0, 1, elsewhere.slug).map((row) => ({ ...row, email }));
  await importRows(elsewhere, 'person', rows);
  await grant(await askForConsent(lender, elsewhere), { email, reference: '' });
  return signIn({ email });
}

/** By no page of the request, signed in with the mailbox or not, and by no code. */
async function expectNoWayIn(
  visitor: Visitor,
  { link, consentId }: TestRequest,
  email: string,
): Promise<void> {
  const before = (await mailsTo(testEnvironment().inboxUrl, email)).length;
  expect(before).toBeGreaterThan(0);
  for (const step of ['consent', 'pick'])
    await expect(visitor.open(`${link}/${step}`)).rejects.toThrow('status 404');
  for (const browser of [visitor, new Visitor()]) {
    await letResend();
    const code = await typeAddress(browser, { link }, email);
    const again = await browser.submit(code, /\/code$/, { code: '000000' });
    expect(again.url).toMatch(/\/code$/);
  }
  await untilHandled(consentId);
  expect(await mailsTo(testEnvironment().inboxUrl, email)).toHaveLength(before);
}

async function typeAddress(
  browser: Visitor,
  { link }: Pick<TestRequest, 'link'>,
  email: string,
): Promise<Page> {
  const address = await browser.open(`${link}/address`);
  const code = await browser.submit(address, /\/address$/, { email });
  expect(code.url).toMatch(/\/code$/);
  return code;
}

/** Until the worker has done with every code that was asked for with the request's link. */
async function untilHandled(consentId: string): Promise<void> {
  await until('the challenges to be handled', async () => {
    const [left] = await auditor.query<{ due: number; opened: number }>(
      `SELECT count(o.event_id)::int AS due, count(*)::int AS opened
       FROM control.sign_in_challenge c
       LEFT JOIN app.outbox o ON o.cell_id = 0
         AND o.payload -> 'resource' ->> 'id' = c.challenge_id::text
       WHERE c.consent_id = $1`,
      [consentId],
    );
    return left?.due === 0 && left.opened > 0;
  });
}

/** The lender's whole view of a request, without what is the request's own anyway. */
async function seenByLender({ lender }: Scene, request: TestRequest) {
  const { consentId, applicationId, subjectId } = request;
  const polled = await call(lender.key, `/v1/consent-requests/${consentId}`);
  const scored = await score(lender, request);
  const events = await call<{ events: { action: string; outcome: string }[] }>(
    lender.key,
    `/v1/audit/events?consent=${consentId}&action=consent.*`,
  );
  const plain = (text: string) =>
    [consentId, applicationId, subjectId]
      .reduce((rest, id) => rest.replaceAll(id, '…'), text)
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '(instant)')
      .replaceAll(/"request_id":"[^"]+"/g, '"request_id":"…"');
  return {
    status: polled.body['status'],
    polled: [polled.status, plain(polled.text)],
    scored: [scored.status, plain(scored.text)],
    events: events.body.events.map(({ action, outcome }) => [action, outcome]),
  };
}

/** The request's hour is over. */
async function letLapse({ consentId }: TestRequest): Promise<void> {
  const moved = await auditor.query(
    `UPDATE app.consent_request
     SET lapses_at = created_at + interval '1 millisecond' WHERE consent_id = $1
     RETURNING consent_id`,
    [consentId],
  );
  expect(moved).toHaveLength(1);
}
