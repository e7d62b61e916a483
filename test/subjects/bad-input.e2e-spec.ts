import { jest } from '@jest/globals';
import { auditor } from '../support/auditor.js';
import { AS_OF, askForConsent, newTenant, type TestTenant, until } from '../support/harness.js';
import { call } from '../support/http.js';
import { broken, expectProblem, held, importFile } from './bad-input.js';

jest.setTimeout(180_000);

const ROWS = 20_001;
const BROKEN_ROW = 20_000;
const MIB = 2 ** 20;
const OUTCOME = { observed_from: '2025-01-01', observed_until: '2026-01-01', defaulted_on: null };
const NOTHING = {
  subject: 0,
  subject_cluster: 0,
  subject_features: 0,
  identifier: 0,
  import_chunk: 0,
};

const row = (reference: string, more: object = {}) =>
  JSON.stringify({ reference, cluster: 'outcome', data: OUTCOME, ...more });
const HEADER = 'reference,cluster,data';
const line = (reference: string, data: object | string = OUTCOME) =>
  `${reference},outcome,"${(typeof data === 'string' ? data : JSON.stringify(data)).replaceAll('"', '""')}"`;
const PROFILE = {
  cluster: 'profile',
  data: {
    currency: 'CNY',
    declared_income_minor: null,
    income_declared_on: null,
    address_changes: [],
    devices_first_seen: [],
    email_kind: 'own',
  },
};

afterAll(() => auditor.close());

/** Guards a provider's customers: nobody is known by half a file that was refused. */
describe('a file with a broken row at 20,000', () => {
  const bad = { ...OUTCOME, observed_until: 'tomorrow' };
  const references = Array.from({ length: ROWS }, (_, at) => `S-${String(at + 1)}`);
  const csv = (broken: boolean) =>
    [
      HEADER,
      ...references.map((r, at) => line(r, broken && at + 1 === BROKEN_ROW ? bad : OUTCOME)),
    ].join('\r\n');
  const ndjson = (broken: boolean) =>
    references
      .map((r, at) => row(r, broken && at + 1 === BROKEN_ROW ? { data: bad } : {}))
      .join('\n');

  it.each([
    ['csv', csv],
    ['ndjson', ndjson],
  ] as const)(
    'leaves nothing of a %s behind, and comes in once it is mended',
    async (format, file) => {
      const tenant = await newTenant();

      const refused = await importFile(tenant, format, file(true));

      const details = { row: BROKEN_ROW, column: 'data.observed_until', rule: 'bad-format' };
      expectProblem(refused, 422, 'import-row-refused', {
        details: { ...details, detail: expect.any(String) },
      });
      expect(refused.text).not.toContain('tomorrow');
      expect(await held(tenant)).toEqual(NOTHING);

      const staged = await importFile(tenant, format, file(false));
      expect(staged.status).toBe(202);
      await until('the import is done', async () => {
        const path = `/v1/imports/${String(staged.body['import_id'])}`;
        return (await call(tenant.key, path)).body['status'] === 'done';
      });
      expect(await held(tenant)).toEqual({
        ...NOTHING,
        subject: ROWS,
        subject_cluster: ROWS,
        subject_features: ROWS,
      });
    },
    120_000,
  );
});

describe('a file', () => {
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await newTenant();
    await call(tenant.key, '/v1/subjects', { body: { reference: 'firm', kind: 'firm' } });
  });

  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const surrogate = JSON.stringify({ reference: 'S-3', ...PROFILE }).replace('own', '\\ud800');
  /** Sends two sound rows, the bad one and another; the third must be named. */
  async function expectThirdRefused(
    format: 'csv' | 'ndjson',
    bad: string | Uint8Array,
    fault: { readonly column: string; readonly rule: string },
  ): Promise<void> {
    const sound = (reference: string) => (format === 'csv' ? line : row)(reference);
    const before = `${format === 'csv' ? `${HEADER}\n` : ''}${sound('S-1')}\n${sound('S-2')}\n`;
    const parts = [before, bad, `\n${sound('S-4')}\n`];
    const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
    const answer = await importFile(tenant, format, body);
    const details = { row: 3, ...fault, detail: expect.any(String) };
    expectProblem(answer, 422, 'import-row-refused', { details });
  }

  it.each<[string, string | Uint8Array, string, string]>([
    ['an unknown field', row('S-3', { colour: 1 }), 'colour', 'unknown-field'],
    ['an unknown member', row('S-3', { data: { ...OUTCOME, a: 1 } }), 'data.a', 'unknown-field'],
    ['a number for text', row('S-3', { reference: 7 }), 'reference', 'wrong-type'],
    ['text for a document', row('S-3', { data: 'x' }), 'data', 'wrong-type'],
    ['a missing field', row('S-3', { data: undefined }), 'data', 'missing-field'],
    ['a cluster that is none', row('S-3', { cluster: 'x' }), 'cluster', 'unknown-cluster'],
    ['a cluster of a firm', row('S-3', { cluster: 'sales' }), 'cluster', 'unknown-cluster'],
    ['invalid UTF-8', broken(row('S-#')), '', 'not-utf8'],
    ['NUL', row('a\0b'), 'reference', 'bad-text'],
    ['a lone surrogate', surrogate, 'data.email_kind', 'bad-text'],
    ['no JSON', '{"reference":', '', 'not-json'],
    ['an empty line', '', '', 'not-json'],
    ['a deep document', row('S-3').replace('null', deep), 'data.defaulted_on', 'wrong-type'],
    ['a row twice', row('S-1'), 'cluster', 'duplicate-row'],
    ['a row beyond 1 MiB', row('x'.repeat(MIB)), '', 'row-too-long'],
    ['a firm among persons', row('firm'), 'reference', 'other-kind'],
  ])('of NDJSON with %s is refused, naming row, column and rule', async (_, bad, column, rule) => {
    await expectThirdRefused('ndjson', bad, { column, rule });
  });

  const wrong = { ...OUTCOME, defaulted_on: 1 };
  it.each<[string, string | Uint8Array, string, string]>([
    ['a field too many', `${line('S-3')},x`, '', 'ragged-row'],
    ['a field too few', 'S-3,outcome', '', 'ragged-row'],
    ['a quote within a field', 'S-3,outcome,{"a":1}', '', 'not-csv'],
    ['no JSON in its document', line('S-3', '{'), 'data', 'not-json'],
    ['an empty field', line(''), 'reference', 'missing-field'],
    ['invalid UTF-8', broken(line('S-#')), 'reference', 'not-utf8'],
    ['NUL', line('a\0b'), 'reference', 'bad-text'],
    ['a row twice', line('S-1'), 'cluster', 'duplicate-row'],
    ['a wrong member', line('S-3', wrong), 'data.defaulted_on', 'wrong-type'],
  ])('of CSV with %s is refused, naming row, column and rule', async (_, bad, column, rule) => {
    await expectThirdRefused('csv', bad, { column, rule });
  });

  it.each([
    ['an unknown column', `${HEADER},colour`, 'colour', 'unknown-column'],
    ['a column twice', `${HEADER},data`, 'data', 'duplicate-column'],
    ['a column missing', 'reference,data', 'cluster', 'missing-column'],
  ])('of CSV whose header has %s is refused, naming it', async (_, header, column, rule) => {
    const answer = await importFile(tenant, 'csv', `${header}\n${line('S-1')}\n`);
    const details = { row: 0, column, rule, detail: expect.any(String) };
    expectProblem(answer, 422, 'import-row-refused', { details });
  });

  it.each(['csv', 'ndjson'] as const)('of %s without a row is refused', async (format) => {
    const answer = await importFile(tenant, format, format === 'csv' ? HEADER : '');
    const details = { row: 0, column: '', rule: 'no-rows', detail: expect.any(String) };
    expectProblem(answer, 422, 'import-row-refused', { details });
  });

  it('of another content type is refused', async () => {
    for (const type of ['application/json', 'text/plain', 'application/octet-stream']) {
      const answer = await call(tenant.key, `/v1/imports?kind=person&as_of=${AS_OF}`, {
        body: row('S-1'),
        headers: { 'content-type': type },
      });
      expectProblem(answer, 415, 'content-type-unsupported');
    }
  });

  it.each([
    ['kind=robot&as_of=2026-11-01T00:00:00Z', 'kind'],
    ['kind=person&as_of=yesterday', 'as_of'],
    ['kind=person', 'as_of'],
    ['kind=person&as_of=2026-11-01T00:00:00Z&colour=red', 'colour'],
  ])('under ?%s is refused, naming the parameter', async (query, parameter) => {
    const answer = await call(tenant.key, `/v1/imports?${query}`, {
      body: row('S-1'),
      headers: { 'content-type': 'application/x-ndjson' },
    });
    expectProblem(answer, 400, 'input-invalid', {
      errors: [expect.objectContaining({ parameter })],
    });
  });

  it('that was refused has left nothing', async () => {
    expect(await held(tenant)).toEqual({ ...NOTHING, subject: 1 });
  });
});

/** Guards the borrower: what became of them may come in, and must never leave. */
it('takes in an outcome, which no consent can be asked for', async () => {
  const [provider, lender] = await Promise.all([newTenant(), newTenant(['recipient'])]);
  expect((await importFile(provider, 'ndjson', row('S-1'))).status).toBe(202);
  const request = await askForConsent(lender, provider);
  const terms = { clusters_needed: ['orders', 'outcome'], clusters_optional: [] };

  const answer = await call(lender.key, '/v1/consent-requests', {
    body: {
      application_id: request.applicationId,
      provider: provider.slug,
      purpose: 'underwriting',
      ...terms,
      days: 31,
      data_life_days: 180,
      history_months: 36,
      mode: 'QUERY',
      fetch_type: 'ONETIME',
    },
  });

  const errors = [expect.objectContaining({ pointer: '/clusters_needed/1' })];
  expectProblem(answer, 400, 'input-invalid', { errors });
});
