import type { SubjectKind } from '#score-engine';
import type { Statement, Tx } from '#adapters/database';

const COLUMNS = `import_id, kind, as_of, status, row_count, chunk_count, chunks_done, created_at,
  finished_at`;

const INSERT: Statement = {
  name: 'import_insert',
  text: `INSERT INTO app.import (cell_id, import_id, kind, as_of, status, created_at)
         VALUES ($1, $2, $3, $4, 'staging', $5)`,
};
const READ: Statement = {
  name: 'import_read',
  text: `SELECT ${COLUMNS} FROM app.import WHERE cell_id = $1 AND import_id = $2`,
};
const STALE: Statement = {
  name: 'import_stale',
  text: `SELECT import_id FROM app.import
         WHERE cell_id = $1 AND status = 'staging' AND created_at < $2
         ORDER BY created_at LIMIT $3`,
};
const ONE_AT_A_TIME: Statement = {
  name: 'import_one_at_a_time',
  text: `SELECT pg_advisory_xact_lock(hashtext('import'), $1)`,
};
const APPLY: Statement = {
  name: 'import_apply',
  text: `UPDATE app.import SET status = 'applying', row_count = $3, chunk_count = $4,
           accept_no = (SELECT coalesce(max(accept_no), 0) + 1 FROM app.import WHERE cell_id = $1)
         WHERE cell_id = $1 AND import_id = $2 AND status = 'staging' RETURNING import_id`,
};
const BEFORE: Statement = {
  name: 'import_before',
  text: `SELECT ${COLUMNS} FROM app.import
         WHERE cell_id = $1 AND status = 'applying' AND accept_no < (
           SELECT accept_no FROM app.import WHERE cell_id = $1 AND import_id = $2)
         ORDER BY accept_no`,
};
const PROGRESS: Statement = {
  name: 'import_progress',
  text: `UPDATE app.import SET chunks_done = $3
         WHERE cell_id = $1 AND import_id = $2 AND chunks_done < $3`,
};
const FINISH: Statement = {
  name: 'import_finish',
  text: `UPDATE app.import SET status = $4, finished_at = $5,
           chunks_done = CASE WHEN $4 = 'done' THEN chunk_count ELSE chunks_done END
         WHERE cell_id = $1 AND import_id = $2 AND status = $3 RETURNING import_id`,
};

/** Where an import stands: read in, made so, finished, refused whole, or given up midway. */
export type ImportStatus = 'staging' | 'applying' | 'done' | 'refused' | 'failed';

/** A file of rows on its way to the subjects. */
export interface Import {
  readonly importId: string;
  readonly kind: SubjectKind;
  readonly asOf: Date;
  readonly status: ImportStatus;
  readonly rows: number;
  readonly chunks: number;
  readonly chunksDone: number;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

interface ImportRow {
  readonly import_id: string;
  readonly kind: SubjectKind;
  readonly as_of: Date;
  readonly status: ImportStatus;
  readonly row_count: number;
  readonly chunk_count: number;
  readonly chunks_done: number;
  readonly created_at: Date;
  readonly finished_at: Date | null;
}

/** Writes an import that begins. */
export function insertImport(
  tx: Tx,
  row: Pick<Import, 'importId' | 'kind' | 'asOf' | 'createdAt'>,
): void {
  tx.send(INSERT, [tx.cell.cellId, row.importId, row.kind, row.asOf, row.createdAt]);
}

/** The import of this home cell. */
export async function readImportRow(tx: Tx, importId: string): Promise<Import | undefined> {
  const [row] = await tx.query<ImportRow>(READ, [tx.cell.cellId, importId]);
  return row && toImport(row);
}

/** Imports whose file stopped coming before the instant, oldest first. */
export async function staleImports(tx: Tx, before: Date, limit: number): Promise<string[]> {
  const rows = await tx.query<{ import_id: string }>(STALE, [tx.cell.cellId, before, limit]);
  return rows.map((row) => row.import_id);
}

/**
 * Says that the file is sound and its rows are applied from now on; false when it was not staging.
 * One at a time until the transaction ends, so that imports are numbered in the order of their commits.
 */
export async function markApplying(
  tx: Tx,
  importId: string,
  { rows, chunks }: { readonly rows: number; readonly chunks: number },
): Promise<boolean> {
  tx.send(ONE_AT_A_TIME, [tx.cell.cellId]);
  const values = [tx.cell.cellId, importId, rows, chunks];
  return (await tx.query(APPLY, values)).length === 1;
}

/** Imports of this home cell that were accepted earlier and are not yet done, oldest first. */
export async function importsBefore(tx: Tx, importId: string): Promise<Import[]> {
  const rows = await tx.query<ImportRow>(BEFORE, [tx.cell.cellId, importId]);
  return rows.map(toImport);
}

/** Says how many chunks are done; never goes back. */
export function markProgress(tx: Tx, importId: string, chunksDone: number): void {
  tx.send(PROGRESS, [tx.cell.cellId, importId, chunksDone]);
}

/** Ends an import; false when it was not in the status that it ends from. */
export async function finishImport(
  tx: Tx,
  importId: string,
  end: {
    readonly from: ImportStatus;
    readonly to: 'done' | 'refused' | 'failed';
    readonly now: Date;
  },
): Promise<boolean> {
  const values = [tx.cell.cellId, importId, end.from, end.to, end.now];
  return (await tx.query(FINISH, values)).length === 1;
}

const toImport = (row: ImportRow): Import => ({
  importId: row.import_id,
  kind: row.kind,
  asOf: row.as_of,
  status: row.status,
  rows: row.row_count,
  chunks: row.chunk_count,
  chunksDone: row.chunks_done,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
});
