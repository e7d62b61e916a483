import type { Statement, Tx } from '#adapters/database';

const INSERT: Statement = {
  name: 'import_chunk_insert',
  text: `INSERT INTO app.import_chunk
           (cell_id, import_id, chunk_no, stage, created_at, manifest, features, documents)
         VALUES ($1, $2, $3, 'rows', $4, $5, $6, $7)`,
};
const LIST: Statement = {
  name: 'import_chunk_list',
  text: `SELECT chunk_no FROM app.import_chunk
         WHERE cell_id = $1 AND import_id = $2 ORDER BY chunk_no`,
};
const LOCK: Statement = {
  name: 'import_chunk_lock',
  text: `SELECT stage, manifest, features FROM app.import_chunk
         WHERE cell_id = $1 AND import_id = $2 AND chunk_no = $3 FOR UPDATE`,
};
const APPLIED: Statement = {
  name: 'import_chunk_applied',
  text: `UPDATE app.import_chunk SET stage = 'identifiers', manifest = $4, documents = '', features = ''
         WHERE cell_id = $1 AND import_id = $2 AND chunk_no = $3`,
};
const DELETE: Statement = {
  name: 'import_chunk_delete',
  text: 'DELETE FROM app.import_chunk WHERE cell_id = $1 AND import_id = $2 AND chunk_no = $3',
};
const CLEAR: Statement = {
  name: 'import_chunk_clear',
  text: 'DELETE FROM app.import_chunk WHERE cell_id = $1 AND import_id = $2',
};

/** Names a chunk within its cell. */
export interface ChunkKey {
  readonly importId: string;
  readonly chunkNo: number;
}

/** A chunk as it waits: JSON of what its stage needs; the documents stay where they are. */
export interface ChunkRow {
  readonly stage: 'rows' | 'identifiers';
  readonly manifest: string;
  readonly features: Buffer;
}

/** A chunk to put away; its documents are a line of UTF-8 each, sent to the database as they are. */
export interface NewChunk {
  readonly manifest: string;
  readonly documents: Buffer;
  readonly features: Buffer;
}

/** Puts a chunk of rows into the cell of their subjects. */
export function insertChunk(tx: Tx, key: ChunkKey, chunk: NewChunk & { readonly now: Date }): void {
  const { manifest, documents, features, now } = chunk;
  // The largest comes last: what the driver has written so far it copies to make room.
  tx.send(INSERT, [...keyOf(tx, key), now, manifest, features, documents]);
}

/** The numbers of an import's chunks that still wait in this cell, in order. */
export async function listChunks(tx: Tx, importId: string): Promise<number[]> {
  const rows = await tx.query<{ chunk_no: number }>(LIST, [tx.cell.cellId, importId]);
  return rows.map((row) => row.chunk_no);
}

/** Locks a chunk until the transaction ends; undefined when it is done. */
export async function lockChunk(tx: Tx, key: ChunkKey): Promise<ChunkRow | undefined> {
  const [row] = await tx.query<ChunkRow>(LOCK, keyOf(tx, key));
  return row;
}

/** Says that a chunk's rows are applied and which identifiers still have to follow. */
export function keepIdentifiers(tx: Tx, key: ChunkKey, manifest: string): void {
  tx.send(APPLIED, [...keyOf(tx, key), manifest]);
}

/** Removes a chunk that is done. */
export function deleteChunk(tx: Tx, key: ChunkKey): void {
  tx.send(DELETE, keyOf(tx, key));
}

/** Removes all that an import left in this cell. */
export function clearChunks(tx: Tx, importId: string): void {
  tx.send(CLEAR, [tx.cell.cellId, importId]);
}

const keyOf = (tx: Tx, { importId, chunkNo }: ChunkKey): unknown[] => [
  tx.cell.cellId,
  importId,
  chunkNo,
];
