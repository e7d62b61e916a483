import { readChunkRows } from './chunk-rows.js';

const HEADER = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex');
const NOW = new Date('2026-11-01T00:00:00.000Z');
const BEFORE = new Date('2026-10-01T00:00:00.123Z');

const idOf = (last: number): Buffer => Buffer.alloc(16, 0).fill(last, 15);
const instant = (at: Date): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(at.getTime() - Date.UTC(2000, 0, 1)) * 1000n);
  return bytes;
};

/** Binary COPY of rows. */
function copyOf(rows: readonly (readonly (Buffer | undefined)[])[]): Buffer {
  const parts: Buffer[] = [HEADER];
  for (const row of rows) {
    const count = Buffer.alloc(2);
    count.writeInt16BE(row.length);
    parts.push(count);
    for (const field of row) {
      const length = Buffer.alloc(4);
      length.writeInt32BE(field ? field.length : -1);
      parts.push(length, field ?? Buffer.alloc(0));
    }
  }
  return Buffer.concat([...parts, Buffer.from('ffff', 'hex')]);
}

const subject = (last: number, from: Date = BEFORE) => [
  idOf(last),
  Buffer.from('contract'),
  instant(from),
  undefined,
  undefined,
];
const features = (last: number) => [idOf(last), instant(BEFORE), Buffer.from([last])];

it('gives each subject the features of its own, whoever stands between, before or after', () => {
  const copied = {
    subjects: copyOf([subject(2), subject(3), subject(5), subject(9)]),
    features: copyOf([1, 2, 4, 5, 7].map(features)),
  };
  const rows = readChunkRows(copied, NOW);
  expect(rows.map(({ subject: id, packed }) => [id[15], packed?.[0]])).toEqual([
    [2, 2],
    [3, undefined],
    [5, 5],
    [9, undefined],
  ]);
  expect(rows.map(({ asOfMs }) => asOfMs)).toEqual([
    BEFORE.getTime(),
    Number.NaN,
    BEFORE.getTime(),
    Number.NaN,
  ]);
});

it('reads instants of before 2000, and says why a basis does not hold', () => {
  const later = new Date('2026-12-01T00:00:00.000Z');
  const long = new Date('1996-11-01T00:00:00.000Z');
  const copied = { subjects: copyOf([subject(1, long), subject(2, later)]), features: copyOf([]) };
  const [held, early] = readChunkRows(copied, NOW);
  expect(held?.basis).toBe('ok');
  expect(early?.basis).not.toBe('ok');
});
