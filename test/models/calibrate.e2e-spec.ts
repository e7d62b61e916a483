import { jest } from '@jest/globals';
import { createWorld } from '#simulator';
import { auditor } from '../support/auditor.js';
import {
  AS_OF,
  askForConsent,
  deployModel,
  grant,
  importRows,
  importShoppers,
  must,
  newTenant,
  score,
  shopperRows,
  type TestTenant,
} from '../support/harness.js';
import { call } from '../support/http.js';
import { resultsOf, runJob } from '../scoring/jobs.js';
import { expectProblem } from '../subjects/bad-input.js';

jest.setTimeout(180_000);

const FLAG = 'not_calibrated_for_recipient';
const BADS = 110;
const GOODS = 330;

let owner: TestTenant;
let licensee: TestTenant;
let sha256: string;
let madeOf: Calibrated;

interface Calibrated {
  readonly sha256: string;
  readonly recalibration: string | null;
  readonly slope: number;
  readonly intercept: number;
  readonly rows: number;
  readonly bads: number;
}

const calibrate = (tenant: TestTenant, model: string, headers = {}) =>
  call(tenant.key, `/v1/models/${model}/calibrations`, { body: { as_of: AS_OF }, headers });

beforeAll(async () => {
  [owner, licensee] = await Promise.all([newTenant(), newTenant()]);
  sha256 = await deployModel(owner, 'person', [licensee]);
  await importShoppers(licensee, 2, 100_000);
});
afterAll(() => auditor.close());

/** Of this world's shoppers, so many who went bad within the year and so many who did not. */
async function importOutcomes(tenant: TestTenant): Promise<void> {
  const { bad } = createWorld({ seed: 11, asOf: new Date(AS_OF) }).shopperSnapshot(0, 6_000);
  const picked = [1, 0].flatMap((outcome) =>
    [...bad.keys()].filter((i) => bad[i] === outcome).slice(0, outcome === 1 ? BADS : GOODS),
  );
  await importRows(
    tenant,
    'person',
    picked.flatMap((index) => shopperRows(index, 1, tenant.slug)),
  );
}

it('refuses with the number of bads that there are, and keeps nothing', async () => {
  const refused = await calibrate(licensee, sha256);
  expectProblem(refused, 409, 'calibration-too-few-bads');
  expect(JSON.stringify(refused.body['details'])).toMatch(/"bads_?[mM]in":100/);
  expect(await auditor.query('SELECT 1 FROM app.recalibration WHERE model = $1', [sha256])).toEqual(
    [],
  );
});

/** Guards the borrower: another institution's odds are shown as theirs until outcomes say so. */
it('its own outcomes put a map in force: the flag goes, scores name the map and follow it', async () => {
  const [borrower] = await importShoppers(owner, 1);
  if (!borrower) throw new Error('no borrower');
  const request = await askForConsent(licensee, owner);
  await grant(request, borrower);
  const before = must(await score(licensee, request), 201);
  expect(before['flags']).toContain(FLAG);

  await importOutcomes(licensee);
  madeOf = must(await calibrate(licensee, sha256), 201) as unknown as Calibrated;
  expect(madeOf).toMatchObject({ sha256, bads: BADS });
  expect(madeOf.rows).toBeGreaterThanOrEqual(BADS + GOODS);
  expect(madeOf.recalibration).toMatch(/^[0-9a-f]{64}$/);
  // Deployments are read again after a second.
  await new Promise((resolve) => setTimeout(resolve, 1_500));

  const after = must(await score(licensee, request), 201);
  expect(after['flags']).not.toContain(FLAG);
  const rows = await auditor.query<{ logit: number; named: string | null }>(
    `SELECT logit, encode(calibration, 'hex') AS named FROM app.score
     WHERE consent_id = $1 ORDER BY scored_at`,
    [request.consentId],
  );
  expect(rows.map(({ named }) => named)).toEqual([null, madeOf.recalibration]);
  const [was, is] = rows.map(({ logit }) => logit);
  expect(is).toBe(madeOf.slope * (was ?? 0) + madeOf.intercept);

  // Under the map that it names, whatever is in force when somebody asks.
  for (const made of [before, after]) {
    const path = `/v1/scores/${String(made['score_id'])}/replay`;
    expect(must(await call(licensee.key, path, { body: {} }), 200, 201)['outcome']).toBe('same');
  }

  const entries = await auditor.query<{ details: { recalibration?: string } }>(
    `SELECT canonical::json -> 'details' AS details FROM app.audit_entry WHERE action = 'model.recalibrated' AND resource_id = $1`,
    [sha256],
  );
  expect(entries.map(({ details }) => details.recalibration)).toEqual([madeOf.recalibration]);
});

it('a portfolio is scored under the map in force when it was asked for', async () => {
  const job = await runJob(licensee);
  const flags = new Set((await resultsOf(licensee, job)).map((line) => line['flags']));
  expect([...flags].join()).not.toContain(FLAG);
  const named = await auditor.query<{ named: string | null }>(
    `SELECT DISTINCT encode(calibration, 'hex') AS named FROM app.score WHERE job_id = $1`,
    [job.job_id],
  );
  expect(named).toEqual([{ named: madeOf.recalibration }]);
});

/** What was scored under a hash must stay what it was. */
it('the owner’s outcomes make a new artefact that names its parent; the old one stays', async () => {
  const path = `/v1/models/${sha256}`;
  const parent = must(await call<{ artefact: object }>(owner.key, path), 200).artefact;
  // Three in ten of an owner's subjects were not learnt from, so a logistic regression it is.
  const logistic = {
    ...{ format: 'assay-logistic@1', kind: 'person', event: '90 days late', horizonMonths: 12 },
    ...{ population: `of ${owner.slug}`, baseRate: 0.03, intercept: -4 },
    provenance: { trainer: 'glm', trainedAsOf: '2025-01-01T00:00:00Z', dataHash: null },
    terms: [
      {
        ...{ kind: 'linear', feature: 'late_instalments_6m', coefficient: 0.3, missing: 0.2 },
        ...{ standardise: { mean: 0.5, sd: 2 }, range: { low: 0, high: 12 } },
      },
    ],
  };
  const golden_rows = { of: 'margin', rows: [[2.5], [null]], expected: [-3.7, -3.8] };
  const body = { name: 'Logistic', artefact: logistic, golden_rows };
  const wrong = { ...body, golden_rows: { ...golden_rows, expected: [-3.7, -3.79] } };
  expectProblem(await call(owner.key, '/v1/models', { body: wrong }), 422, 'golden-row-missed');
  const brought = must(await call<{ sha256: string }>(owner.key, '/v1/models', { body }), 201);

  await importOutcomes(owner);
  const made = must(await calibrate(owner, brought.sha256), 201) as unknown as Calibrated;
  expect(made).toMatchObject({ recalibration: null, bads: BADS });
  expect(made.sha256).not.toBe(brought.sha256);
  const read = must(await call<{ artefact: object }>(owner.key, `/v1/models/${made.sha256}`), 200);
  const { slope, intercept } = made;
  expect(read.artefact).toMatchObject({
    provenance: { parent: brought.sha256 },
    calibration: { slope, intercept, bads: BADS },
  });
  expect(must(await call<{ artefact: object }>(owner.key, path), 200).artefact).toEqual(parent);
});
