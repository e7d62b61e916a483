import type { Result } from '#kernel';
import type { SubjectKind } from '#score-engine';
import type { RowRefusal } from './fault.js';
import { readCsv } from './read-csv.js';
import { readNdjson } from './read-ndjson.js';
import type { ImportRow } from './row.js';

/** The formats of an import. */
export type ImportFormat = 'csv' | 'ndjson';

/** Reads a body's rows as they come, in batches; the first fault is the last thing that it gives. */
export function readRows(
  format: ImportFormat,
  kind: SubjectKind,
  body: AsyncIterable<Buffer>,
): AsyncGenerator<Result<ImportRow[], RowRefusal>> {
  return format === 'csv' ? readCsv(kind, body) : readNdjson(kind, body);
}
