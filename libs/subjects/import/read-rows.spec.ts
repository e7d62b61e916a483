import { type ImportFormat, readRows } from './read-rows.js';
import { type ImportRow, ROW_BYTES_MAX } from './row.js';

const data = { currency: 'CNY', instalments: [] };
const line = (reference: string, more: object = {}) =>
  JSON.stringify({ reference, cluster: 'repayments', data, ...more });
const HEADER = 'reference,email,cluster,data';
const csvData = `"${JSON.stringify(data).replaceAll('"', '""')}"`;
const csvLine = (reference: string) => `${reference},,repayments,${csvData}`;

/** Reads a body that comes in pieces of `size` bytes. */
async function read(format: ImportFormat, body: string | Buffer, size = 7) {
  const bytes = Buffer.from(body as string);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const rows: ImportRow[] = [];
  for await (const batch of readRows(format, 'person', pieces())) {
    if (!batch.ok) return { rows, fault: batch.error };
    rows.push(...batch.value);
  }
  return { rows, fault: undefined };
}

it.each([1, 2, 3, 7, 100_000])('reads rows whose characters are cut in pieces of %i', async (n) => {
  const ndjson = await read('ndjson', `${line('客户-1')}\n${line('😀')}`, n);
  const csv = await read(
    'csv',
    `\ufeff${HEADER}\r\n${csvLine('客户-1')}\r\n${csvLine('😀')}\r\n`,
    n,
  );
  for (const { rows, fault } of [ndjson, csv]) {
    expect(fault).toBeUndefined();
    expect(rows.map(({ row, reference }) => [row, reference])).toEqual([
      [1, '客户-1'],
      [2, '😀'],
    ]);
    expect(rows[0].document).toBe(JSON.stringify(data));
  }
});

it('reads mail address and basis in both formats', async () => {
  const basis = { basis: 'contract', purpose: 'p', notice: 'n', from: '2026-01-01T00:00:00Z' };
  const header = 'reference,email,basis,basis_purpose,basis_notice,basis_from,cluster,data';
  const fields = `a,x@y.invalid,contract,p,n,2026-01-01T00:00:00Z,repayments,${csvData}`;
  const csv = await read('csv', `${header}\n${fields}`);
  const ndjson = await read('ndjson', line('a', { email: 'x@y.invalid', basis }));
  for (const { rows } of [csv, ndjson])
    expect(rows).toMatchObject([{ email: 'x@y.invalid', basis, cluster: 'repayments' }]);
});

const bad = (text: string) => Buffer.concat([Buffer.from(text), Buffer.from([0xc3, 0x28])]);
const good = `${line('a')}\n${line('b')}\n`;

// A provider who sends a broken file is told where to look, and that row is the first broken one.
it.each([
  ['not-json', '', `${good}{"reference":\n${line('c')}`],
  ['not-json', '', `${good}\n${line('c')}`],
  ['not-utf8', '', bad(good)],
  ['not-utf8', '', Buffer.concat([bad(`${good}{"reference":"`), Buffer.from(`"}\n${good}`)])],
  ['bad-text', 'reference', good + line('a\0b')],
  ['bad-text', 'reference', `${good}{"reference":"\\ud800","cluster":"repayments","data":{}}`],
  ['unknown-field', 'age', good + line('c', { age: 40 })],
  ['unknown-field', '?', good + line('c', { 'mail@of.somebody': 40 })],
  ['unknown-field', 'data.score', good + line('c', { data: { ...data, score: 1 } })],
  ['missing-field', 'data', `${good}{"reference":"c","cluster":"repayments"}`],
  ['missing-field', 'data.currency', good + line('c', { data: { instalments: [] } })],
  ['wrong-type', 'reference', good + line(5 as never)],
  ['wrong-type', '', `${good}[1]`],
  ['wrong-type', 'data', good + line('c', { data: [] })],
  ['unknown-cluster', 'cluster', good + line('c', { cluster: 'sales' })],
  ['bad-format', 'email', good + line('c', { email: 'nobody' })],
  ['not-allowed', 'basis.basis', good + line('c', { basis: { basis: 'because' } })],
  [
    'bad-format',
    'data.instalments.0.due_on',
    good +
      line('c', {
        data: {
          currency: 'CNY',
          instalments: [{ due_on: '2026-13-01', amount_minor: 1, paid_on: null }],
        },
      }),
  ],
  ['too-long', 'reference', good + line('x'.repeat(201))],
])('NDJSON: refuses row 3 for %s in %j', async (rule, column, body) => {
  const { rows, fault } = await read('ndjson', body);
  expect(fault).toMatchObject({ code: 'import-row-refused', row: 3, column, rule });
  expect(rows).toHaveLength(2);
});

const goodCsv = `${HEADER}\n${csvLine('a')}\n${csvLine('b')}\n`;

it.each([
  ['ragged-row', '', `${goodCsv}c,repayments\n${csvLine('d')}`],
  ['ragged-row', '', `${goodCsv}\n${csvLine('d')}`],
  ['ragged-row', '', `${goodCsv}${csvLine('c')},more\n`],
  ['not-csv', '', `${goodCsv}c,"a"b,repayments,{}\n${csvLine('d')}`],
  ['not-csv', '', `${goodCsv}c,a"b,repayments,{}\n${csvLine('d')}`],
  ['not-csv', '', `${goodCsv}c,"never closed,repayments,{}\n${csvLine('d')}`],
  ['not-json', 'data', `${goodCsv}c,,repayments,{\n`],
  ['missing-field', 'data', `${goodCsv}c,,repayments,\n`],
  ['missing-field', 'reference', `${goodCsv},,repayments,${csvData}\n`],
  ['bad-text', 'reference', `${goodCsv}${csvLine('a\0b')}\n`],
  ['not-utf8', 'reference', Buffer.concat([bad(`${goodCsv}c`), Buffer.from(`${csvLine('')}\n`)])],
])('CSV: refuses row 3 for %s in %j', async (rule, column, body) => {
  const { rows, fault } = await read('csv', body);
  expect(fault).toMatchObject({ code: 'import-row-refused', row: 3, column, rule });
  expect(rows).toHaveLength(2);
});

it.each([
  ['unknown-column', 'age', `${HEADER},age\n`],
  ['unknown-column', 'column 1', `someone@mail.invalid,,repayments,${csvData}\n`],
  ['duplicate-column', 'email', `${HEADER},email\n`],
  ['missing-column', 'data', 'reference,cluster\n'],
])('CSV: refuses the header for %s %j', async (rule, column, body) => {
  expect((await read('csv', body)).fault).toMatchObject({ row: 0, column, rule });
});

/** A header that is missing must not echo the person in the first row. */
it('names a fault in the basis by its column', async () => {
  const header = 'reference,basis,basis_purpose,cluster,data';
  const { fault } = await read('csv', `${header}\na,contract,p,repayments,${csvData}\n`);
  expect(fault).toMatchObject({ row: 1, column: 'basis_notice', rule: 'missing-field' });
});

it.each(['csv', 'ndjson'] as const)('%s: names row 20,000 of a large file', async (format) => {
  const lines = Array.from({ length: 20_001 }, (_, i) =>
    format === 'csv' ? csvLine(`s${i}`) : line(`s${i}`),
  );
  lines[19_999] = format === 'csv' ? 's,,repayments' : '{"reference":"s"';
  const body = (format === 'csv' ? `${HEADER}\n` : '') + lines.join('\n');
  const { rows, fault } = await read(format, body, 65_536);
  expect(fault?.row).toBe(20_000);
  expect(rows.length).toBe(19_999);
});

/** A row without an end must not fill the memory of the api. */
it.each(['csv', 'ndjson'] as const)('%s: gives a row up once it is too long', async (format) => {
  let sent = 0;
  async function* endless() {
    yield Buffer.from(format === 'csv' ? `${goodCsv}"` : good);
    for (; sent < 100; sent++) yield Buffer.alloc(ROW_BYTES_MAX / 4, 'x');
  }
  let fault: unknown;
  for await (const batch of readRows(format, 'person', endless()))
    if (!batch.ok) fault = batch.error;
  expect(fault).toMatchObject({ row: 3, rule: 'row-too-long' });
  expect(sent).toBeLessThan(12);
});

it('takes a row of the longest length, and none beyond', async () => {
  const spaces = (count: number) => ' '.repeat(count) + line('a');
  const longest = ROW_BYTES_MAX - Buffer.byteLength(line('a'));
  expect((await read('ndjson', spaces(longest), 65_536)).rows).toHaveLength(1);
  const beyond = await read('ndjson', spaces(longest + 1), 65_536);
  expect(beyond.fault).toMatchObject({ row: 1, rule: 'row-too-long' });
});

it('hands on a fault of the body', async () => {
  async function* broken(body: string) {
    yield Buffer.from(body);
    throw new Error('reset');
  }
  const reading = async (format: ImportFormat, body: string) => {
    for await (const { ok } of readRows(format, 'person', broken(body))) expect(ok).toBe(true);
  };
  await expect(reading('csv', goodCsv)).rejects.toThrow('reset');
  await expect(reading('ndjson', good)).rejects.toThrow('reset');
});
