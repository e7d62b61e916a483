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

async function granted(first: number): Promise<TestRequest & { withdraw: () => Promise<void> }> {
  const { provider, lender } = story;
  const [borrower] = await importShoppers(provider, 1, first);
  if (!borrower) throw new Error('no borrower');
  const request = await askForConsent(lender, provider, OFTEN);
  const visitor = await grant(request, borrower);
  return { ...request, withdraw: () => withdraw(visitor, request.consentId) };
}

/** Guards the borrower who took it back, against everything that was read before. */
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
