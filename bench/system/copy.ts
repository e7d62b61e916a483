import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from } from 'pg-copy-streams';

const LINES_AT_ONCE = 5_000;

/** Copies rows of plain text fields (no tab, no line's end) into a table. */
export async function copyIn(
  admin: pg.Pool,
  into: string,
  rows: Iterable<readonly (string | number)[]>,
): Promise<void> {
  const client = await admin.connect();
  try {
    await pipeline(Readable.from(lines(rows)), client.query(from(`COPY ${into} FROM STDIN`)));
  } finally {
    client.release();
  }
}

function* lines(rows: Iterable<readonly (string | number)[]>): Generator<string> {
  let some: string[] = [];
  for (const row of rows) {
    some.push(`${row.join('\t')}\n`);
    if (some.length < LINES_AT_ONCE) continue;
    yield some.join('');
    some = [];
  }
  yield some.join('');
}
