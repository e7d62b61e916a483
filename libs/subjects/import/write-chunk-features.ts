import { CLUSTERS_OF, type Clusters, computeFeatureRows, packFeatures } from '#score-engine';
import type { Tx } from '#adapters/database';
import { FEATURE_SETS } from '../feature-sets.js';
import { readClusters } from '../tables/cluster.js';
import { writeFeatures } from '../tables/features.js';
import type { Import } from '../tables/import.js';
import type { RowsManifest } from './manifest.js';
import type { ChunkSubject } from './upsert-chunk-subjects.js';

/** A chunk whose documents are written. */
export interface WrittenChunk {
  /** In the manifest's order; undefined: left alone. */
  readonly subjects: readonly (ChunkSubject | undefined)[];
  readonly manifest: RowsManifest;
  /** As they were computed at staging, in the manifest's order. */
  readonly features: Buffer;
}

/**
 * Writes the features of a chunk's subjects, from all of their clusters.
 *
 * A new subject has no others than those of the chunk, so its features are there already; those of
 * one who was known before, or whose rows were scattered, are computed from what is stored now.
 */
export async function writeChunkFeatures(
  tx: Tx,
  { kind, asOf }: Pick<Import, 'kind' | 'asOf'>,
  { subjects, manifest, features }: WrittenChunk,
): Promise<void> {
  const { definitions, hash } = FEATURE_SETS[kind];
  const width = definitions.length * 8;
  const current = manifest.featureSet === hash;
  const ready: { readonly subjectId: string; readonly packed: Buffer }[] = [];
  const open: string[] = [];
  subjects.forEach((subject, at) => {
    if (!subject) return;
    const { subjectId, isNew } = subject;
    const packed = features.subarray(at * width, (at + 1) * width);
    if (current && isNew && manifest.subjects[at]?.[3]) ready.push({ subjectId, packed });
    else open.push(subjectId);
  });
  writeFeatures(tx, {
    featureSet: hash,
    asOf,
    subjectIds: ready.map(({ subjectId }) => subjectId),
    packed: Buffer.concat(ready.map(({ packed }) => packed)),
  });
  await recompute(tx, { kind, asOf }, open);
}

async function recompute(
  tx: Tx,
  { kind, asOf }: Pick<Import, 'kind' | 'asOf'>,
  subjectIds: readonly string[],
): Promise<void> {
  if (subjectIds.length === 0) return;
  const clusters = new Map<string, Record<string, unknown>>(subjectIds.map((id) => [id, {}]));
  for (const stored of await readClusters(tx, subjectIds, CLUSTERS_OF[kind])) {
    const of = clusters.get(stored.subject_id);
    if (of) of[stored.cluster] = stored.data;
  }
  const { definitions, hash } = FEATURE_SETS[kind];
  const rows = [...clusters.values()] as Clusters[];
  const packed = packFeatures(computeFeatureRows(definitions, rows, asOf));
  writeFeatures(tx, { featureSet: hash, asOf, subjectIds, packed: Buffer.from(packed.buffer) });
}
