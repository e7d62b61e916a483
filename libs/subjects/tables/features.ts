import type { Statement, Tx } from '#adapters/database';

const READ: Statement = {
  name: 'subject_features_read',
  text: `SELECT subject_id, as_of, packed FROM app.subject_features
         WHERE cell_id = $1 AND feature_set = $2 AND subject_id = ANY($3::uuid[])`,
};
// One parameter holds all rows' bytes: an array of bytea would travel as escaped text.
const WRITE: Statement = {
  name: 'subject_features_write',
  text: `INSERT INTO app.subject_features (cell_id, feature_set, subject_id, as_of, packed)
         SELECT $1, $2, u.subject_id, $5, substr($4::bytea, ((u.n - 1) * $6::integer + 1)::integer, $6::integer)
         FROM unnest($3::uuid[]) WITH ORDINALITY AS u (subject_id, n)
         ON CONFLICT (cell_id, feature_set, subject_id)
         DO UPDATE SET as_of = excluded.as_of, packed = excluded.packed`,
};

/** A subject's features as stored; `packed` is read by score-engine's `unpackInto`. */
export interface StoredFeatures {
  readonly asOf: Date;
  readonly packed: Buffer;
}

/** The stored features of those of the subjects that have any in this cell. */
export async function readFeatures(
  tx: Tx,
  featureSet: string,
  subjectIds: readonly string[],
): Promise<Map<string, StoredFeatures>> {
  const rows = await tx.query<{ subject_id: string; as_of: Date; packed: Buffer }>(READ, [
    tx.cell.cellId,
    featureSet,
    subjectIds,
  ]);
  return new Map(rows.map(({ subject_id, as_of: asOf, packed }) => [subject_id, { asOf, packed }]));
}

/** Features of many subjects: `packed` holds their equally long rows, one after the other. */
export interface FeatureRows {
  readonly featureSet: string;
  readonly asOf: Date;
  readonly subjectIds: readonly string[];
  readonly packed: Buffer;
}

/** Writes features over those that were there. */
export function writeFeatures(tx: Tx, rows: FeatureRows): void {
  const { featureSet, asOf, subjectIds, packed } = rows;
  if (subjectIds.length === 0) return;
  const width = packed.length / subjectIds.length;
  tx.send(WRITE, [tx.cell.cellId, featureSet, subjectIds, packed, asOf, width]);
}
