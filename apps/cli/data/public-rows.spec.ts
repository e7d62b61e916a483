import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadProfile, parseProfile, type Profile } from './profile.js';
import { publicRows } from './public-rows.js';

const PROJECT = join(import.meta.dirname, '../../..');
const REFERENCE_DATA = process.env['REFERENCE_DATA'];
const HEADER =
  'ID,LIMIT_BAL,SEX,EDUCATION,MARRIAGE,AGE,PAY_0,PAY_2,PAY_3,PAY_4,PAY_5,PAY_6,BILL_AMT1,' +
  'BILL_AMT2,BILL_AMT3,BILL_AMT4,BILL_AMT5,BILL_AMT6,PAY_AMT1,PAY_AMT2,PAY_AMT3,PAY_AMT4,' +
  'PAY_AMT5,PAY_AMT6,default.payment.next.month';
const ROW = '7,20000.0,2,2,0,24,2,0,-2,-1,0,0,3913,-5,689,0,0,0,10,20,0,40,50,60.5,1';

let folder = '';
let taiwan: Profile;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-data-'));
  taiwan = await loadProfile(PROJECT, 'uci-taiwan');
});
afterAll(() => rm(folder, { recursive: true }));

async function rowsOf(content: string | Buffer, profile: Profile = taiwan) {
  const path = join(folder, 'file.csv');
  await writeFile(path, content);
  return collect(path, profile);
}

async function collect(path: string, profile: Profile, subjectsMax = Infinity) {
  const lines: string[] = [];
  let subjects = 0;
  for await (const text of publicRows(path, profile)) {
    lines.push(...text.trimEnd().split('\n'));
    if (++subjects === subjectsMax) break;
  }
  return lines.map((line) => JSON.parse(line));
}

it.each([
  ['plain', (text: string) => text],
  ['gzip', gzipSync],
])('maps a row to clusters and outcome (%s)', async (_, pack) => {
  const rows = await rowsOf(pack(`${HEADER}\n${ROW}\n`));
  const [profile, repayments, balances, outcome] = rows.map(({ data }) => data);
  expect(rows[0]).toMatchObject({ reference: 'TW-7', email: 'tw-7@uci-taiwan.invalid' });
  expect(rows.map(({ cluster }) => cluster).join()).toBe('profile,repayments,balances,outcome');
  expect(profile).toMatchObject({ birth_year: 1981, sex: 'female', marital_status: null });
  expect(balances.months[5]).toEqual({
    month: '2005-09',
    limit_minor: 2_000_000,
    used_minor: 391_300,
  });
  expect(outcome.defaulted_on).toBe('2005-10-31');
  // Nothing was due in July; September is two months late and open.
  expect(repayments.instalments).toHaveLength(5);
  expect(repayments.instalments).toContainEqual({
    due_on: '2005-08-01',
    amount_minor: 1000,
    paid_on: null,
  });
});

it.each([
  ['row 0, column PAY_6', HEADER.replace('PAY_6', 'PAY_9'), ROW],
  ['row 1, column LIMIT_BAL', HEADER, ROW.replace('20000.0', 'many')],
  ['row 1, column default.payment.next.month', HEADER, ROW.replace(/1$/, '2')],
  ['row 1, balances: data.months.0.limit_minor', HEADER, ROW.replace('20000.0', '-1')],
  ['row 1', HEADER, ROW.replace('7,', '')],
  ['row 1', HEADER, ROW.replace('7,', '"7,')],
  ['has no rows', HEADER, ''],
])('says in one line where a file is wrong: %s', async (place, header, row) => {
  const message = await rowsOf(`${header}\n${row}`).then(
    () => 'read',
    (fault: unknown) => (fault as Error).message,
  );
  expect(message).toContain(place);
  expect(message).not.toContain('\n');
});

it('says so when a file is not there, or an archive is cut off', async () => {
  await expect(collect(join(folder, 'none.csv'), taiwan)).rejects.toThrow('ENOENT');
  await expect(rowsOf(gzipSync(`${HEADER}\n${ROW}`).subarray(0, 60))).rejects.toThrow('row ');
});

/** The shipped profile with another value at a path; undefined removes it. */
async function changed(path: string, value: unknown) {
  const json: unknown = JSON.parse(
    await readFile(join(PROJECT, 'profiles/uci-taiwan.json'), 'utf8'),
  );
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const place = steps.reduce((at, step) => (at as Record<string, unknown>)[step], json);
  (place as Record<string, unknown>)[last] = value;
  return () => parseProfile(JSON.stringify(json), 'profiles/p.json');
}

/** If this fails, sex or age enters a model by way of a profile. */
it.each([
  [
    'clusters.balances.months.0.limit_minor',
    { $number: 'AGE', times: 100 },
    'clusters.balances.months.0.limit_minor: column AGE is prohibited there',
  ],
  [
    'prohibited',
    ['SEX', 'AGE'],
    'clusters.profile.marital_status: column MARRIAGE must be prohibited',
  ],
  ['reference.column', 'SEX', 'reference: column SEX is prohibited'],
])('keeps prohibited columns from models: %s', async (path, value, message) => {
  expect(await changed(path, value)).toThrow(message);
});

it.each([
  ['an unknown member', 'extra', 1],
  ['an unknown expression', 'clusters.outcome.defaulted_on', { $sum: 1 }],
  ['an address that may exist', 'email', '{reference}@mail.com'],
  ['no outcome', 'clusters.outcome', undefined],
])('refuses a profile with %s, in one line', async (_, path, value) => {
  expect(await changed(path, value)).toThrow(/^profiles\/p\.json: .+$/);
});

it('knows shipped profiles alone by name', async () => {
  expect((await loadProfile(PROJECT, 'lendingclub')).name).toBe('lendingclub');
  await expect(loadProfile(PROJECT, '../package')).rejects.toThrow('words joined by hyphens');
  await expect(loadProfile(PROJECT, 'none')).rejects.toThrow('There is no profile none');
});

if (REFERENCE_DATA === undefined && process.env['REQUIRE_ALL'] === '1')
  it('has the reference data', () => {
    throw new Error('REFERENCE_DATA is unset, and REQUIRE_ALL=1 lets nothing be skipped');
  });
else if (REFERENCE_DATA === undefined)
  it.skip('real public files by their profiles: skipped, REFERENCE_DATA is unset', () => undefined);
else
  it.each([
    ['uci-taiwan', 'taiwan_default.csv.gz', 4],
    ['lendingclub', 'lendingclub_2018.csv.gz', 3],
  ])('maps the first 100 rows of the real %s', async (name, file, clusters) => {
    const profile = await loadProfile(PROJECT, name);
    const rows = await collect(join(REFERENCE_DATA, 'scoring', file), profile, 100);
    expect(rows).toHaveLength(100 * clusters);
    const bad = rows.filter(({ data }) => typeof data.defaulted_on === 'string').length;
    expect(bad).toBeGreaterThan(5);
    expect(bad).toBeLessThan(60);
  });
