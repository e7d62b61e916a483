import { jest } from '@jest/globals';
import { auditor } from '../support/auditor.js';
import { askForConsent, grant, must, score, type TestRequest } from '../support/harness.js';
import { type Answer, call } from '../support/http.js';
import { aboutToWithdraw, all, everyDoor, nth, OFTEN, openScene, said } from './scene.js';

jest.setTimeout(120_000);
afterAll(() => auditor.close());

const READERS = 50;
const READINGS_EACH = 2;
/** Answers seen before the borrower withdraws: readers are then in full course. */
const BEFORE = 10;

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

  const answers = await race(() => score(lender, request), withdraw);

  const doors = await everyDoor(lender, request, known);
  expect(said(doors)).toEqual(all('403 consent-revoked'));
  const given = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => status !== 201);
  expect(given.length).toBeGreaterThanOrEqual(BEFORE);
  expect(refused.length).toBeGreaterThan(0);
  expect(new Set(refused.map(({ body }) => body['code']))).toEqual(new Set(['consent-revoked']));
  await expectNothingAfter(request, given);
  const path = `/v1/consent-requests/${request.consentId}`;
  expect((await call(lender.key, path)).body).toMatchObject({ status: 'REVOKED' });
});

/** Readers ask again and again; the borrower withdraws in the midst of it. */
async function race(
  read: () => Promise<Answer>,
  withdraw: () => Promise<unknown>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const reader = async () => {
    for (let n = 0; n < READINGS_EACH; n++) {
      answers.push(await read());
      if (answers.length === BEFORE) begin();
    }
  };
  await Promise.all([begun.then(withdraw), ...Array.from({ length: READERS }, reader)]);
  return answers;
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
