import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import { SCOPES } from '#tenancy';
import { auditor } from '../support/auditor.js';
import { testEnvironment } from '../support/environment.js';
import { must, newKey, newTenant, type TestTenant, unique } from '../support/harness.js';
import { type Answer, call } from '../support/http.js';
import { expectProblem } from '../subjects/bad-input.js';
import { cardOf, COLUMNS, draftOf, GOLDEN, lightgbmFile } from './small-trees.js';

jest.setTimeout(180_000);

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await newTenant();
});
afterAll(() => auditor.close());

const bring = (
  artefact: object,
  golden: object | undefined = GOLDEN,
  by: TestTenant = tenant,
): Promise<Answer> =>
  call(by.key, '/v1/models', { body: { name: 'Trees', artefact, golden_rows: golden } });
const bodiesOf = (population: string) =>
  auditor.query('SELECT sha256 FROM control.artefact WHERE body LIKE $1', [`%${population}%`]);

/** Guards everyone scored: numbers that are nearly the lender's are another model's numbers. */
it('refuses a model that misses a golden row by the last bit, and keeps nothing', async () => {
  const population = unique('population');
  const [first = 0, second = 0, ...rest] = GOLDEN.expected;
  const expected = [first, second * (1 + 2 ** -52), ...rest];
  const answer = await bring(draftOf(population), { ...GOLDEN, expected });
  expectProblem(answer, 422, 'golden-row-missed', {
    details: { path: 'golden_rows.rows.1', row: 1, expected: expected[1], answered: second },
  });
  expect(await bodiesOf(population)).toEqual([]);
  const listed = must(await call<{ models: object[] }>(tenant.key, '/v1/models'), 200);
  expect(listed.models).toEqual([]);
});

const rowsOf = (change: object) => ({ ...GOLDEN, ...change });
it.each([
  ['none', undefined, 'golden_rows'],
  ['one number too few', rowsOf({ expected: [0, 0] }), 'golden_rows.expected'],
  ['a row too short', rowsOf({ rows: [[1], [1], [1]] }), 'golden_rows.rows.0'],
  ['probabilities instead of margins', rowsOf({ of: 'output' }), 'golden_rows.of'],
])('refuses trees with golden rows that are %s', async (_, golden, path) => {
  const body = { name: 'Trees', artefact: draftOf(unique('p')), golden_rows: golden };
  expectProblem(await call(tenant.key, '/v1/models', { body }), 422, 'golden-rows-unsound', {
    details: { path, detail: expect.any(String) },
  });
});

const edited = (from: string, to: string) => lightgbmFile().replace(from, to);
/** Guards the service and everyone scored: what a file does not say, it must not be made to say. */
it.each([
  ['is cut short', lightgbmFile().slice(0, 700), 'model-malformed'],
  ['was edited', edited('leaf_value=-2.7', 'leaf_value=-2.71'), 'model-malformed'],
  ['is no text', Uint8Array.of(0xff, 0xfe, 0x00), 'model-malformed'],
  ['leads back to its root', edited('right_child=1', 'right_child=0'), 'model-malformed'],
  ['has several classes', lightgbmFile({ num_class: '3' }), 'model-unsupported'],
  ['answers no probability', lightgbmFile({ objective: 'regression' }), 'model-unsupported'],
  ['is of another version', lightgbmFile({ version: 'v9' }), 'model-unsupported'],
  ['is over 32 MiB', new Uint8Array(32 * 1024 * 1024 + 1), 'model-too-large'],
])('refuses a file that %s, naming the place', async (_, file, code) => {
  const population = unique('population');
  const answer = await bring(draftOf(population, file));
  expectProblem(answer, 422, code, {
    details: { path: expect.stringMatching(/^file: ./), detail: expect.any(String) },
  });
  expect(await bodiesOf(population)).toEqual([]);
});

/** Guards the service: what nobody answers for is not read into memory, let alone parsed. */
it('reads a large body of nobody but the holder of a key', async () => {
  const notJson = 'x'.repeat(2 * 1024 * 1024);
  const headers = { 'content-type': 'application/json' };
  const sent = (key: string | undefined) => call(key, '/v1/models', { body: notJson, headers });
  expectProblem(await sent(undefined), 401, 'credentials-missing');
  const wrong = `${tenant.key.slice(0, -1)}${tenant.key.endsWith('A') ? 'B' : 'A'}`;
  expect((await sent(wrong)).status).toBe(401);
  expect((await sent(tenant.key)).status).toBe(400);
});

it('refuses a column that is none of our features, naming it', async () => {
  const draft = { ...draftOf(unique('p')), columns: [] };
  expectProblem(await bring(draft), 422, 'model-features-unknown', {
    details: { path: 'column worst_days', detail: expect.stringContaining('worst_days') },
  });
});

/** Guards women, the old, the foreign: not even as the lender's own name of a column. */
it.each(['age', 'sex', 'marital_status'])('refuses a column named %s', async (name) => {
  const file = lightgbmFile({ feature_names: [name, ...COLUMNS.slice(1)].join(' ') });
  const columns = [{ column: name, feature: 'late_instalments_6m' }];
  const draft = { ...draftOf(unique('p'), file), columns };
  expectProblem(await bring(draft), 422, 'model-artefact-unsound', {
    details: { path: `column ${name}`, detail: expect.stringContaining('prohibited') },
  });
});

it('refuses a file under another hash, and a feature defined otherwise', async () => {
  const draft = draftOf(unique('p'));
  const file = { ...draft.file, sha256: '0'.repeat(64) };
  expectProblem(await bring({ ...draft, file }), 422, 'model-artefact-unsound', {
    details: { path: 'file.sha256', detail: expect.any(String) },
  });
  expectProblem(await bring({ ...draft, features: [] }), 422, 'model-features-unknown', {
    details: { path: 'features', detail: expect.any(String) },
  });
});

it('refuses a background that does not say that it was made up', async () => {
  const rows = [[0, 1, 2, 3, 4]];
  const background = (more: object) => ({
    ...draftOf(unique('p')),
    explanation: { method: 'interventional', background: { rows, ...more } },
  });
  expectProblem(await bring(background({ origin: 'customers' })), 422, 'model-artefact-unsound');
  expectProblem(
    await bring(background({ origin: 'synthetic', rows: [[0]] })),
    422,
    'model-artefact-unsound',
  );
  expect((await bring(background({ origin: 'synthetic' }))).status).toBe(201);
});

it('answers as the artefact that it is: read in full, it is brought again as the same', async () => {
  const owner = await newTenant();
  const population = unique('population');
  const one = must(await bring(draftOf(population), GOLDEN, owner), 201);
  const path = `/v1/models/${String(one['sha256'])}`;
  const read = must(await call<{ artefact: object }>(owner.key, path), 200);
  expect(read.artefact).toMatchObject({
    format: 'assay-trees@1',
    explanation: { method: 'path-dependent' },
    columns: COLUMNS.map((column) => expect.objectContaining({ column })),
  });
  expect(must(await bring(read.artefact, GOLDEN, owner), 201)).toEqual(one);
});

/** Guards those in the golden rows: an artefact can never be erased, so it must not hold them. */
it('keeps no golden row', async () => {
  const population = unique('population');
  const rows = [[0, 0, 0.123454321, 12, 3], ...GOLDEN.rows.slice(1)];
  must(await bring(draftOf(population), { ...GOLDEN, rows }), 201);
  const kept = await auditor.query<{ body: string }>(
    'SELECT body FROM control.artefact WHERE body LIKE $1',
    [`%${population}%`],
  );
  expect(kept).toHaveLength(1);
  expect(kept[0]?.body).not.toContain('0.123454321');
});

describe('on the command line', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'assay-trees-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  it('a model is kept as by the api, and one that misses a golden row is not', async () => {
    const population = unique('population');
    const model = file('model.txt', lightgbmFile());
    const card = file('card.json', JSON.stringify(cardOf(population)));
    const golden = file('golden.json', JSON.stringify(GOLDEN));
    const off = file('off.json', JSON.stringify({ ...GOLDEN, expected: [1, 2, 3] }));

    const missed = await assay('import', model, ...options(card, off));
    expect(missed).toMatchObject({ code: 1, stderr: expect.stringContaining('golden-row-missed') });
    expect(await bodiesOf(population)).toEqual([]);

    const kept = await assay('import', model, ...options(card, golden));
    expect(kept).toMatchObject({ code: 0, stderr: '' });
    const inTest = await newKey(tenant.slug, SCOPES, 'test');
    const listed = must(
      await call<{ models: { sha256: string }[] }>(inTest, '/v1/models'),
      200,
    ).models.map(({ sha256 }) => sha256);
    expect(kept.stdout).toContain(`model ${listed[0] ?? ''}\n`);
    const byApi = must(await bring(draftOf(population)), 201);
    expect(listed).toEqual([byApi['sha256']]);
  });

  it('a model is checked without being kept', async () => {
    const model = file('model.txt', lightgbmFile());
    const golden = file('golden.json', JSON.stringify(GOLDEN));
    const checked = await assay(
      'check',
      model,
      ...['--format', 'lightgbm-text', '--golden', golden, '--explain'],
    );
    expect(checked).toMatchObject({ code: 0, stderr: '' });
    expect(checked.stdout).toContain('golden rows: 3 of 3');
    expect((await assay('check', model)).code).toBe(3);
    expect((await assay('check', model, '--format', 'pmml')).code).toBe(3);
    expect((await assay('check', golden, '--format', 'lightgbm-text')).code).toBe(2);
  });

  const options = (card: string, golden: string) => [
    ...['--tenant', tenant.slug, '--format', 'lightgbm-text'],
    ...['--card', card, '--golden', golden],
  ];
});

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'apps', 'cli', 'main.js');

async function assay(...words: string[]) {
  const env = { ...testEnvironment().environment };
  try {
    const done = await promisify(execFile)(process.execPath, [MAIN, 'model', ...words], { env });
    return { code: 0, ...done };
  } catch (fault) {
    return fault as { code: number; stdout: string; stderr: string };
  }
}
