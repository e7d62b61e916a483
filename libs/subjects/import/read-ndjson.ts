import { isUtf8 } from 'node:buffer';
import { err, ok, type Result } from '#kernel';
import type { SubjectKind } from '#score-engine';
import { type Fault, refusedAt, type RowRefusal } from './fault.js';
import { checkRow, type ImportRow, ROW_BYTES_MAX } from './row.js';

const LINE_END = 0x0a;

/**
 * Reads rows of newline-delimited JSON as their bytes come, in batches; the first fault is the last
 * thing that it gives. Memory: a piece of the body and a row.
 */
export async function* readNdjson(
  kind: SubjectKind,
  body: AsyncIterable<Buffer>,
): AsyncGenerator<Result<ImportRow[], RowRefusal>> {
  let row = 0;
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const piece of body) {
    const end = piece.lastIndexOf(LINE_END);
    if (end >= 0) {
      const block = Buffer.concat([...rest, piece.subarray(0, end)]);
      const read = readLines(kind, block, row);
      yield ok(read.rows);
      if (read.fault) {
        yield err(read.fault);
        return;
      }
      row += read.rows.length;
      rest = [];
      restBytes = 0;
    }
    const open = piece.subarray(end + 1);
    rest.push(open);
    restBytes += open.length;
    if (restBytes > ROW_BYTES_MAX) {
      yield err(refusedAt(row + 1, TOO_LONG));
      return;
    }
  }
  if (restBytes === 0) return;
  const read = readLines(kind, Buffer.concat(rest), row);
  yield ok(read.rows);
  if (read.fault) yield err(read.fault);
}

interface Lines {
  readonly rows: ImportRow[];
  readonly fault?: RowRefusal;
}

/** Whole lines, without the last line's end. */
function readLines(kind: SubjectKind, block: Buffer, before: number): Lines {
  if (!isUtf8(block)) return readBytes(kind, block, before);
  const rows: ImportRow[] = [];
  for (const line of block.toString('utf8').split('\n')) {
    const row = before + rows.length + 1;
    const checked = checkLine(kind, row, line);
    if (!checked.ok) return { rows, fault: refusedAt(row, checked.error) };
    rows.push(checked.value);
  }
  return { rows };
}

/** The same, where some line is not UTF-8: up to that line. */
function readBytes(kind: SubjectKind, block: Buffer, before: number): Lines {
  let from = 0;
  let lines = 0;
  for (;;) {
    const end = block.indexOf(LINE_END, from);
    const line = block.subarray(from, end < 0 ? block.length : end);
    if (!isUtf8(line)) break;
    lines++;
    from = end + 1;
  }
  const sound: Lines =
    lines === 0 ? { rows: [] } : readLines(kind, block.subarray(0, from - 1), before);
  return sound.fault ? sound : { ...sound, fault: refusedAt(before + lines + 1, NOT_UTF8) };
}

function checkLine(kind: SubjectKind, row: number, line: string): Result<ImportRow, Fault> {
  if (line.length * 3 > ROW_BYTES_MAX && Buffer.byteLength(line) > ROW_BYTES_MAX)
    return err(TOO_LONG);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return err(NOT_JSON);
  }
  return checkRow(kind, row, value);
}

const TOO_LONG: Fault = {
  column: '',
  rule: 'row-too-long',
  detail: `a row has at most ${ROW_BYTES_MAX} bytes`,
};
const NOT_UTF8: Fault = { column: '', rule: 'not-utf8', detail: 'a row is UTF-8' };
const NOT_JSON: Fault = { column: '', rule: 'not-json', detail: 'a row is one JSON object' };
