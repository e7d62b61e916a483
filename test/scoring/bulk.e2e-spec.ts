import { jest } from '@jest/globals';
import pg from 'pg';
import { auditor } from '../support/auditor.js';
import { testEnvironment } from '../support/environment.js';
import {
  AS_OF,
  deployModel,
  importRows,
  must,
  newTenant,
  shopperRows,
  type TestTenant,
  unique,
} from '../support/harness.js';
import { call } from '../support/http.js';
import { logitsOf, resultsOf, runJob, startJob, whenDone } from './jobs.js';

jest.setTimeout(180_000);

interface Row {
  readonly reference: string;
  readonly basis: object | null;
}
const SHOPPERS = 40;
const EARLIER = '2026-05-01T00:00:00.000Z';
const BASIS = { basis: 'contract', purpose: 'p', notice: 'n', from: '2000-01-01T00:00:00Z' };

afterAll(() => auditor.close());

/** Rows of one shopper under another reference, on another basis. */
function rowsOf(reference: string, basis: object | null): Row[] {
  return (shopperRows(SHOPPERS, 1, 'x') as Row[]).map((row) => ({ ...row, reference, basis }));
}

/** Lets no job get beyond its being asked for, until `release`: a moment, for all tests. */
async function holdPlanning(): Promise<{ release(): Promise<void> }> {
  const holder = new pg.Client({ connectionString: testEnvironment().adminUrl });
  await holder.connect();
  await holder.query('BEGIN; LOCK TABLE app.job_chunk IN SHARE MODE');
  return { release: () => holder.end() };
}

async function subjectId(tenant: TestTenant, reference: string): Promise<string> {
  const path = `/v1/subjects?reference=${encodeURIComponent(reference)}`;
  return String(must(await call(tenant.key, path), 200)['subject_id']);
}

/** Guards who may not be processed: nobody of them is scored, and none is lost from the count. */
it('scores whom it may, and counts the others by the reason why not', async () => {
  const tenant = await newTenant();
  await deployModel(tenant);
  await importRows(tenant, 'person', [
    ...shopperRows(0, SHOPPERS, 'ok'),
    ...rowsOf('none', null),
    ...rowsOf('not-yet', { ...BASIS, from: '2999-01-01T00:00:00Z' }),
    ...rowsOf('ended-1', { ...BASIS, until: '2001-01-01T00:00:00Z' }),
    ...rowsOf('ended-2', { ...BASIS, until: '2002-01-01T00:00:00Z' }),
    ...rowsOf('objected', BASIS),
  ]);
  const objection = `/v1/subjects/${await subjectId(tenant, 'objected')}/objection`;
  must(await call(tenant.key, objection, { method: 'POST' }), 200);
  const bare = { reference: 'no-data', kind: 'person', basis: BASIS };
  must(await call(tenant.key, '/v1/subjects', { body: bare }), 201);
  const firm = { reference: 'firm', kind: 'firm', basis: BASIS };
  must(await call(tenant.key, '/v1/subjects', { body: firm }), 201);

  const job = await runJob(tenant);

  expect(job).toMatchObject({
    subjects: SHOPPERS + 6,
    scored: SHOPPERS + 1,
    states: { scored: SHOPPERS, not_scorable: 1, in_default: 0 },
    skipped: {
      'basis-none': 1,
      'basis-not-yet': 1,
      'basis-ended': 2,
      'basis-objected': 1,
    },
  });
  const scored = [...(await logitsOf(job)).keys()];
  expect(scored).toHaveLength(SHOPPERS + 1);
  for (const reference of scored) expect(reference).toMatch(/^(ok-|no-data$)/);
});

describe('the results', () => {
  const formulas = ['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '\r=1'];
  const awkward = ['a,b', 'say "hi"', 'two\nlines', '林瑶'];

  /** Guards whoever opens the file in a spreadsheet, and whoever counts on its being whole. */
  it('are one line a subject, with what a spreadsheet would run defused', async () => {
    const tenant = await newTenant();
    const sha256 = await deployModel(tenant);
    const odd = [...formulas, ...awkward].flatMap((reference) => rowsOf(reference, BASIS));
    const plain = shopperRows(0, SHOPPERS, 'ok') as Row[];
    await importRows(tenant, 'person', [...plain, ...odd]);

    const job = await runJob(tenant);
    const lines = await resultsOf(tenant, job);

    const expected = [
      ...new Set(plain.map(({ reference }) => reference)),
      ...formulas.map((reference) => `'${reference}`),
      ...awkward,
    ];
    expect(lines.map((line) => line['reference']).sort()).toEqual(expected.sort());
    expect(job.scored).toBe(expected.length);
    expect(new Set(lines.map((line) => line['score_id'])).size).toBe(expected.length);
    for (const line of lines) {
      const pd = Number(line['pd']);
      expect(line).toMatchObject({ model_sha256: sha256, as_of: AS_OF });
      // Learnt from few, the card has met little of what there is.
      expect(line['flags']).toMatch(/^((out_of_range|thin_file) ?)*$/);
      expect(pd).toBeGreaterThan(0);
      expect(pd).toBeLessThan(1);
      // 600 at 30:1, and 20 points double the odds.
      const score = 600 + (20 / Math.LN2) * (Math.log((1 - pd) / pd) - Math.log(30));
      expect(Math.abs(Number(line['score']) - score)).toBeLessThanOrEqual(0.5 + 1e-9);
    }
  });

  it('are another tenant’s business to nobody, and none before the job is done', async () => {
    const [tenant, other] = await Promise.all([newTenant(), newTenant()]);
    await deployModel(tenant);
    await importRows(tenant, 'person', shopperRows(0, SHOPPERS, 'ok'));
    const planning = await holdPlanning();
    const started = must(await startJob(tenant), 202);
    const path = `/v1/jobs/${started.job_id}`;

    const early = await call(tenant.key, `${path}/results.csv`);

    await planning.release();
    expect(early.status).toBe(409);
    expect(early.body['code']).toBe('job-not-finished');
    await whenDone(tenant, started.job_id);
    const results = await call(tenant.key, `${path}/results.csv`);
    expect(results.status).toBe(200);
    expect(results.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(results.headers.get('content-disposition')).toMatch(/^attachment/);
    for (const foreign of [path, `${path}/results.csv`]) {
      const answer = await call(other.key, foreign);
      expect([answer.status, answer.body['code']]).toEqual([404, 'job-not-found']);
    }
  });
});

/** Guards who is scored as of a day: their features are of that day, as if imported on it. */
it('computes the features anew as of another instant', async () => {
  const [tenant, twin] = await Promise.all([newTenant(), newTenant()]);
  await Promise.all([deployModel(tenant), deployModel(twin)]);
  const rows = shopperRows(0, SHOPPERS, 'as-of');
  await importRows(tenant, 'person', rows);
  await importRows(twin, 'person', rows, EARLIER);

  const [now, earlier] = [await runJob(tenant), await runJob(tenant, { as_of: EARLIER })];
  const imported = await runJob(twin);

  expect([now.as_of, earlier.as_of, imported.as_of]).toEqual([AS_OF, EARLIER, EARLIER]);
  const logits = await logitsOf(earlier);
  expect(logits.size).toBe(SHOPPERS);
  expect(logits).toEqual(await logitsOf(imported));
  expect(logits).not.toEqual(await logitsOf(now));
  for (const line of await resultsOf(tenant, earlier)) expect(line['as_of']).toBe(EARLIER);
});

/** Whoever's connection broke calls again: that must not score a portfolio twice. */
it('starts one job under one Idempotency-Key', async () => {
  const tenant = await newTenant();
  await deployModel(tenant);
  await importRows(tenant, 'person', shopperRows(0, 2, 'once'));
  const headers = { 'idempotency-key': unique('job') };

  const first = must(await startJob(tenant, {}, headers), 202);
  const again = must(await startJob(tenant, {}, headers), 202);
  const differs = await startJob(tenant, { as_of: EARLIER }, headers);
  const done = await whenDone(tenant, first.job_id);

  expect(again.job_id).toBe(first.job_id);
  expect(differs.status).toBe(422);
  expect(differs.body).toMatchObject({
    code: 'idempotency-key-reused',
    errors: [expect.objectContaining({ pointer: '/as_of' })],
  });
  expect(must(await startJob(tenant, {}, headers), 202)).toEqual(done);
  const [jobs] = await auditor.query(
    `SELECT count(*)::int AS jobs FROM app.job JOIN control.cell USING (cell_id)
     WHERE tenant_id = $1`,
    [tenant.tenantId],
  );
  expect(jobs).toEqual({ jobs: 1 });
});

it('starts no job without a model, without data, for who may not ask, for what is no kind', async () => {
  const [bare, ready] = await Promise.all([newTenant(), newTenant()]);
  await deployModel(ready);
  const refusalOf = async (tenant: TestTenant, body: object = {}) => {
    const { status, text } = await startJob(tenant, body);
    return [status, (JSON.parse(text) as { code: string }).code];
  };
  expect(await refusalOf(bare)).toEqual([409, 'model-not-deployed']);
  expect(await refusalOf(ready)).toEqual([409, 'job-no-data']);
  expect(await refusalOf(ready, { kind: 'firm' })).toEqual([409, 'model-not-deployed']);
  expect(await refusalOf(ready, { kind: 'robot' })).toEqual([400, 'input-invalid']);
  expect(await refusalOf(ready, { as_of: 'yesterday' })).toEqual([400, 'input-invalid']);
  expect((await startJob({ ...ready, key: 'nobody' })).status).toBe(401);
});
