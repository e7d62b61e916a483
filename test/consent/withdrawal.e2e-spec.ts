import { auditor } from '../support/auditor.js';
import {
  askForConsent,
  deployModel,
  grant,
  importShoppers,
  newTenant,
  score,
  type TestRequest,
  type TestTenant,
  withdraw,
} from '../support/harness.js';
import { call } from '../support/http.js';

const OFTEN = { frequency: { unit: 'MONTH', value: 120 } } as const;
const READERS = 50;

interface Story {
  readonly provider: TestTenant;
  readonly lender: TestTenant;
}
let story: Story;

beforeAll(async () => {
  const [provider, lender] = await Promise.all([newTenant(), newTenant(['recipient'])]);
  await deployModel(provider, 'person', [lender]);
  story = { provider, lender };
}, 60_000);
afterAll(() => auditor.close());

async function granted(first: number): Promise<TestRequest & { withdraw: () => Promise<void> }> {
  const { provider, lender } = story;
  const [borrower] = await importShoppers(provider, 1, first);
  if (!borrower) throw new Error('no borrower');
  const request = await askForConsent(lender, provider, OFTEN);
  const visitor = await grant(request, borrower);
  return { ...request, withdraw: () => withdraw(visitor, request.consentId) };
}

/** Guards the borrower who took it back: not one reading more, wherever the readers stand. */
it('lets no reading commit after a withdrawal that races fifty readers', async () => {
  const { lender } = story;
  const request = await granted(1);
  const readers = Array.from({ length: READERS }, () => score(lender, request));
  const [answers] = await Promise.all([Promise.all(readers), request.withdraw()]);
  const after = await Promise.all(Array.from({ length: 5 }, () => score(lender, request)));

  for (const answer of after)
    expect(answer).toMatchObject({ status: 403, body: { code: 'consent-revoked' } });
  const [consent] = await auditor.rows<{ status: string; ended_at: Date }>('consent', {
    consent_id: request.consentId,
  });
  expect(consent?.status).toBe('REVOKED');
  const allowed = await auditor.rows<{ at: Date }>('access_decision', {
    consent_id: request.consentId,
    outcome: 'allowed',
  });
  for (const { at } of allowed)
    expect(at.getTime()).toBeLessThanOrEqual(consent?.ended_at.getTime() ?? 0);
  // As many scores as readings were allowed, and no reader was told anything else.
  expect(await auditor.rows('score', { consent_id: request.consentId })).toHaveLength(
    allowed.length,
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(allowed.length);
  for (const { status, body } of answers)
    if (status !== 201) expect([status, body['code']]).toEqual([403, 'consent-revoked']);
}, 120_000);

/** Guards the same borrower against everything that was read before. */
it('closes every door from the first call after the page’s answer on', async () => {
  const { lender } = story;
  const request = await granted(2);
  const first = await score(lender, request, 'once-and-again');
  expect(first.status).toBe(201);
  const replay = await score(lender, request, 'once-and-again');
  expect(replay.body).toEqual(first.body);
  const path = `/v1/scores/${String(first.body['score_id'])}`;
  const file = `/v1/consents/${request.consentId}/scores.csv`;
  expect((await call(lender.key, path)).status).toBe(200);
  expect((await call(lender.key, file)).text).toContain(String(first.body['score_id']));

  await request.withdraw();

  const doors = [
    await score(lender, request),
    await score(lender, request, 'once-and-again'),
    await call(lender.key, path),
    await call(lender.key, file),
  ];
  for (const door of doors)
    expect(door).toMatchObject({ status: 403, body: { code: 'consent-revoked' } });
}, 120_000);
