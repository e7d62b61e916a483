import { pipeline, Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import { stringify } from 'csv-stringify';

/** Bytes of a file in the making that wait for the reader. */
const HIGH_WATER_BYTES = 1 << 16;

/**
 * A CSV file, streamed page by page. Cells that a spreadsheet would run as formulas (= + - @) are
 * defused; lines end in CR LF.
 *
 * @source RFC 4180
 */
export function csvFile(
  name: string,
  columns: readonly string[],
  pages: AsyncIterable<readonly (readonly (string | number | boolean | null)[])[]>,
): StreamableFile {
  const csv = stringify({
    header: true,
    columns: [...columns],
    escape_formulas: true,
    record_delimiter: 'windows',
    readableHighWaterMark: HIGH_WATER_BYTES,
    cast: { boolean: String },
  });
  // A fault half-way cuts the connection, so that nobody takes a part for the whole.
  pipeline(Readable.from(rowsOf(pages)), csv, () => undefined);
  return new StreamableFile(csv, {
    type: 'text/csv; charset=utf-8; header=present',
    disposition: `attachment; filename="${name}"`,
  });
}

/** How the reference shows a CSV answer: its header and a line. */
export const csvContent = (columns: readonly string[], line: string) => ({
  'text/csv': {
    schema: { type: 'string' as const },
    example: `${columns.join(',')}\r\n${line}\r\n`,
  },
});

async function* rowsOf<Row>(pages: AsyncIterable<readonly Row[]>): AsyncGenerator<Row> {
  for await (const page of pages) yield* page;
}
