import { auditor } from '../support/auditor.js';
import {
  askForConsent,
  deployModel,
  grant,
  importShoppers,
  newTenant,
  ONE_TIME,
  score,
} from '../support/harness.js';

afterAll(() => auditor.close());

/** Guards the borrower who said yes to one reading: a hundred at once are still one. */
it('gives exactly one of 100 parallel calls a score on a one-time consent', async () => {
  const [provider, lender] = await Promise.all([newTenant(), newTenant(['recipient'])]);
  const [borrower] = await importShoppers(provider, 1);
  if (!borrower) throw new Error('no borrower');
  await deployModel(provider, 'person', [lender]);
  const request = await askForConsent(lender, provider, ONE_TIME);
  await grant(request, borrower);

  const answers = await Promise.all(Array.from({ length: 100 }, () => score(lender, request)));

  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(1);
  const codes = new Set(answers.filter((a) => a.status !== 201).map(({ body }) => body['code']));
  expect(codes).toEqual(new Set(['consent-consumed']));
  expect(await auditor.rows('score', { consent_id: request.consentId })).toHaveLength(1);
  expect(await auditor.rows('consent', { consent_id: request.consentId })).toMatchObject([
    { status: 'CONSUMED' },
  ]);
}, 120_000);
