import type { Statement, Tx } from '#adapters/database';
import type { StateCounts } from './job.js';

/** Subjects of one cell with ids in (after, upTo], scored in one transaction. */
export interface JobChunk {
  readonly chunkNo: number;
  readonly after: string;
  readonly upTo: string;
  readonly subjectCount: number;
}

const INSERT: Statement = {
  name: 'job_chunk_insert',
  text: `INSERT INTO app.job_chunk
      (cell_id, job_id, chunk_no, after_subject_id, upto_subject_id, subject_count)
    SELECT $1, $2, no, after, upto, subjects
    FROM unnest($3::integer[], $4::uuid[], $5::uuid[], $6::integer[])
      AS chunk (no, after, upto, subjects)`,
};
const READ: Statement = {
  name: 'job_chunk_read',
  text: `SELECT chunk_no AS "chunkNo", after_subject_id AS after, upto_subject_id AS "upTo", subject_count AS "subjectCount"
    FROM app.job_chunk WHERE cell_id = $1 AND job_id = $2 AND chunk_no = $3`,
};
const SIZE: Statement = {
  name: 'job_chunk_size',
  text: `SELECT count(*)::integer AS chunks, coalesce(sum(subject_count), 0)::bigint AS subjects
    FROM app.job_chunk WHERE cell_id = $1 AND job_id = $2`,
};
const DONE: Statement = {
  name: 'job_chunk_done',
  text: `UPDATE app.job_chunk SET scored_count = $4, states = $5, skipped = $6, done_at = $7
    WHERE cell_id = $1 AND job_id = $2 AND chunk_no = $3`,
};

/** Writes the manifest of a job's chunks in this cell. */
export function insertChunks(tx: Tx, jobId: string, chunks: readonly JobChunk[]): void {
  tx.send(INSERT, [
    tx.cell.cellId,
    jobId,
    chunks.map((chunk) => chunk.chunkNo),
    chunks.map((chunk) => chunk.after),
    chunks.map((chunk) => chunk.upTo),
    chunks.map((chunk) => chunk.subjectCount),
  ]);
}

/** One chunk of the manifest. */
export async function readChunk(
  tx: Tx,
  jobId: string,
  chunkNo: number,
): Promise<JobChunk | undefined> {
  const [chunk] = await tx.query<JobChunk>(READ, [tx.cell.cellId, jobId, chunkNo]);
  return chunk;
}

/** What a job's manifest in one cell comes to. */
export interface ManifestSize {
  readonly chunks: number;
  readonly subjects: number;
}

/** How much of the job lies in this cell. */
export async function manifestSize(tx: Tx, jobId: string): Promise<ManifestSize> {
  const [size] = await tx.query<ManifestSize>(SIZE, [tx.cell.cellId, jobId]);
  return size ?? { chunks: 0, subjects: 0 };
}

/** What became of a chunk. */
export interface ChunkResult {
  readonly scored: number;
  readonly states: StateCounts;
  readonly skipped: Readonly<Record<string, number>>;
}

/** Says that a chunk is done. */
export function markChunkDone(
  tx: Tx,
  chunk: { readonly jobId: string; readonly chunkNo: number },
  result: ChunkResult,
  now: Date,
): void {
  const { scored, states, skipped } = result;
  const key = [tx.cell.cellId, chunk.jobId, chunk.chunkNo];
  tx.send(DONE, [...key, scored, JSON.stringify(states), JSON.stringify(skipped), now]);
}
