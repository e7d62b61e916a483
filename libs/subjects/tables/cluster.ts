import type { Statement, Tx } from '#adapters/database';

const READ: Statement = {
  name: 'subject_cluster_read',
  text: `SELECT subject_id, cluster, data FROM app.subject_cluster
         WHERE cell_id = $1 AND subject_id = ANY($2::uuid[]) AND cluster = ANY($3::text[])`,
};
// The documents go from the chunk to their place without leaving the server.
const WRITE: Statement = {
  name: 'subject_cluster_write',
  text: `INSERT INTO app.subject_cluster (cell_id, subject_id, cluster, data, as_of, received_at)
         SELECT $1, u.subject_id, u.cluster, u.data::json, $6, $7
         FROM unnest($4::uuid[], $5::text[], string_to_array((
             SELECT documents FROM app.import_chunk
             WHERE cell_id = $1 AND import_id = $2 AND chunk_no = $3), E'\\n'))
           AS u (subject_id, cluster, data)
         WHERE u.subject_id IS NOT NULL
         ON CONFLICT (cell_id, subject_id, cluster) DO UPDATE
         SET data = excluded.data, as_of = excluded.as_of, received_at = excluded.received_at`,
};

/** A document of a subject. */
export interface ClusterRow {
  readonly subject_id: string;
  readonly cluster: string;
  readonly data: unknown;
}

/** The named clusters of the subjects, as far as this cell has them. */
export async function readClusters(
  tx: Tx,
  subjectIds: readonly string[],
  clusters: readonly string[],
): Promise<ClusterRow[]> {
  return tx.query<ClusterRow>(READ, [tx.cell.cellId, subjectIds, clusters]);
}

const RECEIVED: Statement = {
  name: 'subject_cluster_received',
  text: `SELECT max(received_at) AS at FROM app.subject_cluster
         WHERE cell_id = $1 AND subject_id = $2`,
};

/** When the newest document of a subject came in; undefined when there is none. */
export async function newestReceipt(tx: Tx, subjectId: string): Promise<Date | undefined> {
  const [row] = await tx.query<{ at: Date | null }>(RECEIVED, [tx.cell.cellId, subjectId]);
  return row?.at ?? undefined;
}

/** Where a chunk's documents go; ids and clusters in the documents' order, null: nowhere. */
export interface ChunkDestinations {
  readonly importId: string;
  readonly chunkNo: number;
  readonly subjectIds: readonly (string | null)[];
  readonly clusters: readonly string[];
  readonly asOf: Date;
  readonly now: Date;
}

/** Writes a chunk's documents over those that were there. No subject may be twice in a cluster. */
export function writeClusters(tx: Tx, to: ChunkDestinations): void {
  const { importId, chunkNo, subjectIds, clusters, asOf, now } = to;
  tx.send(WRITE, [tx.cell.cellId, importId, chunkNo, subjectIds, clusters, asOf, now]);
}
