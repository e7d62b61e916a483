import type { Tx } from '#adapters/database';
import {
  CLUSTERS_OF,
  type Clusters,
  computeFeatures,
  packFeatures,
  type SubjectKind,
} from '#score-engine';
import { FEATURE_SETS, readClusters } from '#subjects';

/** Features as of another instant than the stored ones: made anew from the clusters, by subject. */
export async function recomputeFeatures(
  tx: Tx,
  kind: SubjectKind,
  subjectIds: readonly string[],
  asOf: Date,
): Promise<Map<string, Uint8Array>> {
  const clusters = new Map<string, Record<string, unknown>>();
  for (const row of await readClusters(tx, subjectIds, CLUSTERS_OF[kind])) {
    const of = clusters.get(row.subject_id) ?? {};
    of[row.cluster] = row.data;
    clusters.set(row.subject_id, of);
  }
  const { definitions } = FEATURE_SETS[kind];
  return new Map(
    [...clusters].map(([subjectId, of]) => [
      subjectId,
      packFeatures(computeFeatures(definitions, of as Clusters, asOf)),
    ]),
  );
}
