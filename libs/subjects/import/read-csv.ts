import { isUtf8 } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import { err, ok, type Result } from '#kernel';
import type { SubjectKind } from '#score-engine';
import { type Column, checkFields, checkHeader } from './csv-fields.js';
import { type Fault, refusedAt, type RowRefusal } from './fault.js';
import { type ImportRow, ROW_BYTES_MAX } from './row.js';

const BATCH_ROWS = 200;
const BOM = Buffer.from('\ufeff');

/**
 * Reads rows of CSV (RFC 4180, a header, UTF-8 with or without a byte order mark) as their bytes
 * come, in batches; the first fault is the last thing that it gives. Memory: some rows.
 */
export async function* readCsv(
  kind: SubjectKind,
  body: AsyncIterable<Buffer>,
): AsyncGenerator<Result<ImportRow[], RowRefusal>> {
  const { records, broken } = openCsv(body);
  const reader = new RecordReader(kind);
  let batch: ImportRow[] = [];
  for await (const fields of records) {
    // What the parser could not read stood before this record.
    if (broken.at !== undefined && reader.next >= broken.at) break;
    const read = reader.read(fields);
    if (!read.ok) {
      yield ok(batch);
      yield err(read.error);
      return;
    }
    if (read.value) batch.push(read.value);
    if (batch.length < BATCH_ROWS) continue;
    yield ok(batch);
    batch = [];
  }
  yield ok(batch);
  if (broken.at !== undefined) yield err(refusedAt(broken.at, broken.fault));
}

/** Checks records, the first of which is the header. */
class RecordReader {
  /** The row of the next record. */
  next = 0;
  private columns: readonly Column[] = [];

  constructor(private readonly kind: SubjectKind) {}

  /** The row of a record; undefined for the header. */
  read(fields: readonly Buffer[]): Result<ImportRow | undefined, RowRefusal> {
    const row = this.next++;
    const checked = row === 0 ? this.header(fields) : this.row(row, fields);
    return checked.ok ? checked : err(refusedAt(row, checked.error));
  }

  private header(fields: readonly Buffer[]): Result<undefined, Fault> {
    const header = checkHeader(fields.map((field) => field.toString('utf8')));
    if (!header.ok) return header;
    this.columns = header.value;
    return ok(undefined);
  }

  private row(row: number, fields: readonly Buffer[]): Result<ImportRow, Fault> {
    const bad = fields.findIndex((field) => !isUtf8(field));
    if (bad >= 0)
      return err({ column: this.columns[bad] ?? '', rule: 'not-utf8', detail: 'a row is UTF-8' });
    const texts = fields.map((field) => field.toString('utf8'));
    return checkFields(this.kind, row, this.columns, texts);
  }
}

/** The first record that the parser could not read. */
interface Broken {
  at: number | undefined;
  fault: Fault;
}

/** Records as bytes, so that each field's encoding can be checked where it stands. */
function openCsv(body: AsyncIterable<Buffer>): {
  readonly records: AsyncIterable<Buffer[]>;
  readonly broken: Broken;
} {
  const broken: Broken = { at: undefined, fault: NOT_CSV };
  const parser = parse({
    encoding: null,
    relax_column_count: true,
    max_record_size: ROW_BYTES_MAX,
    // Skipped, that is: noted here. An error would throw away the sound records before it.
    skip_records_with_error: true,
    on_skip: (error) => {
      if (broken.at !== undefined) return undefined;
      broken.at = parser.info.records;
      broken.fault = faultOfCsv(error);
      return undefined;
    },
  });
  const untilBroken = Readable.from(
    until(body, () => broken.at !== undefined),
    {
      objectMode: false,
    },
  );
  // A fault of the body reaches the reader through the parser.
  pipeline(untilBroken, parser, () => undefined);
  return { records: parser as AsyncIterable<Buffer[]>, broken };
}

async function* until(
  body: AsyncIterable<Buffer>,
  over: () => boolean,
): AsyncGenerator<Buffer, void> {
  for await (const piece of withoutBom(body)) {
    if (over()) return;
    yield piece;
  }
}

/** The parser's own way with a byte order mark ends its giving bytes. */
async function* withoutBom(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  let start: Buffer | undefined = Buffer.alloc(0);
  for await (const piece of body) {
    if (start === undefined) {
      yield piece;
      continue;
    }
    start = Buffer.concat([start, piece]);
    if (start.length < BOM.length) continue;
    yield start.subarray(0, BOM.length).equals(BOM) ? start.subarray(BOM.length) : start;
    start = undefined;
  }
  if (start !== undefined) yield start;
}

function faultOfCsv(error: CsvError | undefined): Fault {
  if (error?.code !== 'CSV_MAX_RECORD_SIZE') return NOT_CSV;
  return {
    column: '',
    rule: 'row-too-long',
    detail: `a row has at most ${ROW_BYTES_MAX} bytes`,
  };
}

const NOT_CSV: Fault = {
  column: '',
  rule: 'not-csv',
  detail: 'fields are separated by commas, and one with a quote is quoted whole',
};
