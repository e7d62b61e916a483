/** Rows that a chunk may number: 12 bits beside the version and 8 beside the variant. */
const ROWS_MAX = 2 ** 20;

/**
 * Ids of a chunk's scores: UUIDv7 of one instant, rising, each with its subject's bucket.
 *
 * A chunk's `seed` gives the time and 38 random bits; rows are told apart by a counter in the 20
 * bits that RFC 9562 (method 1, section 6.2) leaves to a counter.
 *
 * @returns the bytes of the next id, written over those before: copy what you keep
 */
export function chunkScoreIds(seed: string): (subject: Buffer) => Buffer {
  const id = Buffer.from(seed.replaceAll('-', ''), 'hex');
  const seed14 = id.readUInt8(14) & 0xf0;
  let row = 0;
  return (subject) => {
    if (row === ROWS_MAX) throw new Error(`A chunk holds at most ${String(ROWS_MAX)} rows`);
    id[6] = 0x70 | (row >>> 16);
    id[7] = (row >>> 8) & 0xff;
    id[9] = row & 0xff;
    id[14] = seed14 | (subject.readUInt8(14) & 0x0f);
    id[15] = subject.readUInt8(15);
    row += 1;
    return id;
  };
}
