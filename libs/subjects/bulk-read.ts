import { pipeline } from 'node:stream/promises';
import type { Cell } from '#kernel';
import type { Statement, Tx } from '#adapters/database';
import { type Clusters, computeFeatures, packFeatures, type SubjectKind } from '#score-engine';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { FEATURE_SETS } from './feature-sets.js';

/** Subjects [first, last] of a cell, in order of id. */
export interface SubjectRange {
  readonly first: string;
  readonly last: string;
  readonly count: number;
}

const LATEST_AS_OF: Statement = {
  name: 'import_latest_as_of',
  text: `SELECT max(as_of) AS "asOf" FROM app.import
    WHERE cell_id = $1 AND kind = $2 AND status = 'done'`,
};
const BOUNDARIES: Statement = {
  name: 'subject_boundaries',
  text: `SELECT min(id)::uuid AS first, max(id)::uuid AS last, count(*)::integer AS count
    FROM (SELECT subject_id::text AS id,
        (row_number() OVER (ORDER BY subject_id) - 1) / $3 AS chunk
      FROM app.subject WHERE cell_id = $1 AND kind = $2) numbered
    GROUP BY chunk ORDER BY chunk`,
};
const CLUSTERS: Statement = {
  name: 'subject_cluster_of_subjects',
  text: `SELECT subject_id AS "subjectId", cluster, data FROM app.subject_cluster
    WHERE cell_id = $1 AND subject_id = ANY ($2::uuid[])`,
};

/** As-of instant of the tenant's newest finished import of a kind; asked in its home cell. */
export async function latestAsOf(tx: Tx, kind: SubjectKind): Promise<Date | undefined> {
  const [row] = await tx.query<{ asOf: Date | null }>(LATEST_AS_OF, [tx.cell.cellId, kind]);
  return row?.asOf ?? undefined;
}

/** Cuts the subjects of a kind in this cell into ranges of at most `size`. */
export async function chunkBoundaries(
  tx: Tx,
  kind: SubjectKind,
  size: number,
): Promise<SubjectRange[]> {
  return tx.query<SubjectRange>(BOUNDARIES, [tx.cell.cellId, kind, size]);
}

/**
 * A range as binary COPY: subject_id uuid, why it is skipped text (as `basisState`, '' for none),
 * as-of of its features in ms float8, packed features bytea; by id.
 */
export async function copyRange(
  client: PoolClient,
  cell: Cell,
  kind: SubjectKind,
  range: Pick<SubjectRange, 'first' | 'last'>,
  now: Date,
): Promise<Buffer> {
  const at = `${client.escapeLiteral(now.toISOString())}::timestamptz`;
  const text = `COPY (
    SELECT s.subject_id,
      CASE WHEN s.objected_at <= ${at} THEN 'objected' WHEN s.basis IS NULL THEN 'none'
        WHEN s.basis_from > ${at} THEN 'not-yet' WHEN s.basis_until <= ${at} THEN 'ended'
        ELSE '' END,
      (extract(epoch FROM f.as_of) * 1000)::float8, f.packed
    FROM app.subject s LEFT JOIN app.subject_features f
      ON f.cell_id = ${String(cell.cellId)} AND f.subject_id = s.subject_id
        AND f.feature_set = ${client.escapeLiteral(FEATURE_SETS[kind].hash)}
    WHERE s.cell_id = ${String(cell.cellId)} AND s.kind = ${client.escapeLiteral(kind)}
      AND s.subject_id BETWEEN ${client.escapeLiteral(range.first)}::uuid
        AND ${client.escapeLiteral(range.last)}::uuid
    ORDER BY s.subject_id) TO STDOUT (FORMAT binary)`;
  const parts: Buffer[] = [];
  await pipeline(client.query(copyTo(text)), async (source: AsyncIterable<Buffer>) => {
    for await (const part of source) parts.push(part);
  });
  return Buffer.concat(parts);
}

/** Features as of another instant than the stored ones: made anew from the clusters. */
export async function recomputeFeatures(
  tx: Tx,
  kind: SubjectKind,
  subjectIds: readonly string[],
  asOf: Date,
): Promise<Map<string, Uint8Array>> {
  const rows = await tx.query<{ subjectId: string; cluster: string; data: unknown }>(CLUSTERS, [
    tx.cell.cellId,
    subjectIds,
  ]);
  const clusters = new Map<string, Record<string, unknown>>();
  for (const { subjectId, cluster, data } of rows)
    clusters.set(subjectId, { ...clusters.get(subjectId), [cluster]: data });
  const { definitions } = FEATURE_SETS[kind];
  return new Map(
    [...clusters].map(([subjectId, of]) => [
      subjectId,
      packFeatures(computeFeatures(definitions, of as Clusters, asOf)),
    ]),
  );
}
