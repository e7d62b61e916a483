import { jest } from '@jest/globals';
import { auditor } from '../support/auditor.js';
import { propose } from '../support/deploy.js';
import { testEnvironment } from '../support/environment.js';
import {
  askForConsent,
  deployModel,
  grant,
  importShoppers,
  must,
  newTenant,
  score,
  type TestTenant,
} from '../support/harness.js';
import { call } from '../support/http.js';
import { resultsOf, runJob } from './jobs.js';

jest.setTimeout(180_000);

const FLAG = 'not_calibrated_for_recipient';

let owner: TestTenant;
let licensee: TestTenant;
let stranger: TestTenant;
let sha256: string;

beforeAll(async () => {
  [owner, licensee, stranger] = await Promise.all([newTenant(), newTenant(), newTenant()]);
  sha256 = await deployModel(owner, 'person', [licensee]);
});
afterAll(() => auditor.close());

const NOT_FOUND = [404, 'model-not-found'];
const refusalOf = async (tenant: TestTenant, path: string, body?: object) => {
  const answer = await call(tenant.key, path, body === undefined ? {} : { body });
  return [answer.status, answer.body['code']];
};

/** Guards the owner's work: a licence lets others score with a model, and see nothing of it. */
it('lets a licensee deploy and list the model, and neither read nor pass it on', async () => {
  const path = `/v1/models/${sha256}`;
  expect(await refusalOf(licensee, path)).toEqual(NOT_FOUND);
  const licence = { recipient: stranger.slug };
  expect(await refusalOf(licensee, `${path}/licences`, licence)).toEqual(NOT_FOUND);
  const { models } = must(await call<{ models: object[] }>(licensee.key, '/v1/models'), 200);
  expect(models).toEqual([expect.objectContaining({ sha256, owned: false })]);
  expect(JSON.stringify(models)).not.toMatch(/characteristics|intercept|woe/);

  const own = must(await call(owner.key, path), 200);
  expect(own).toMatchObject({ sha256, owned: true, artefact: { format: 'assay-scorecard@1' } });
});

it('answers whom it is not licensed to as if there were no such model', async () => {
  const path = `/v1/models/${sha256}`;
  expect(await refusalOf(stranger, path)).toEqual(NOT_FOUND);
  expect(await refusalOf(stranger, `${path}/licences`, { recipient: licensee.slug })).toEqual(
    NOT_FOUND,
  );
  const listed = must(await call<{ models: object[] }>(stranger.key, '/v1/models'), 200);
  expect(listed.models).toEqual([]);
  const [absent, foreign] = await Promise.all(
    ['0'.repeat(64), sha256].map((champion) => propose(stranger, { champion })),
  );
  expect(foreign).toMatchObject({ status: 404, body: { code: 'model-not-found' } });
  const said = (body: Record<string, unknown> = {}) => ({ ...body, request_id: '', instance: '' });
  expect(said(foreign?.body)).toEqual(said(absent?.body));
});

/** Guards the borrower: a lender must know that the odds are of another institution's customers. */
it('scores for a licensee with the home outcome, and says so', async () => {
  const [borrower] = await importShoppers(owner, 1);
  if (!borrower) throw new Error('no borrower');
  const request = await askForConsent(licensee, owner);
  await grant(request, borrower);

  const answer = must(await score(licensee, request), 201);

  const { event, horizonMonths } = testEnvironment().models.person;
  const model = { sha256, event, horizon_months: horizonMonths };
  expect(answer).toMatchObject({ model, flags: [FLAG] });
  const stored = must(await call(licensee.key, `/v1/scores/${String(answer['score_id'])}`), 200);
  expect(stored).toMatchObject({ model, flags: [FLAG] });
});

it('flags a licensee’s own portfolio, and not the owner’s', async () => {
  await Promise.all([importShoppers(owner, 3, 10), importShoppers(licensee, 3, 10)]);
  const flagsOf = async (tenant: TestTenant) => {
    const lines = await resultsOf(tenant, await runJob(tenant));
    expect(lines.length).toBeGreaterThanOrEqual(3);
    return [...new Set(lines.map((line) => line['flags']))];
  };
  expect(await flagsOf(licensee)).toEqual([FLAG]);
  expect(await flagsOf(owner)).toEqual(['']);
});

/** A licence given to nobody, or to one who lends nothing, is a slip that must be told. */
it('is licensed to recipients only', async () => {
  const provider = await newTenant(['provider']);
  for (const recipient of [provider.slug, 'nobody-of-that-name'])
    expect(await refusalOf(owner, `/v1/models/${sha256}/licences`, { recipient })).toEqual([
      422,
      'model-recipient-unknown',
    ]);
});
