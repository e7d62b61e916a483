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
  readonly documents: string;
}

/** Computes the features of a chunk's subjects anew, from all of their clusters. */
export async function refreshFeatures(
  tx: Tx,
  { kind, asOf }: Pick<Import, 'kind' | 'asOf'>,
  { subjects, manifest, documents }: WrittenChunk,
): Promise<void> {
  const names: readonly string[] = CLUSTERS_OF[kind];
  const rows: Record<string, unknown>[] = subjects.map(() => ({}));
  documents.split('\n').forEach((document, d) => {
    const [at, cluster] = manifest.rows[d] ?? [-1, ''];
    const row = rows[at];
    if (row && names.includes(cluster)) row[cluster] = JSON.parse(document);
  });
  await addStoredClusters(tx, names, subjects, rows);
  const known = subjects.flatMap((subject, at) => (subject ? [{ subject, at }] : []));
  const { definitions, hash } = FEATURE_SETS[kind];
  const clusters = known.map(({ at }) => rows[at] as Clusters);
  const packed = packFeatures(computeFeatureRows(definitions, clusters, asOf));
  writeFeatures(tx, {
    featureSet: hash,
    asOf,
    subjectIds: known.map(({ subject }) => subject.subjectId),
    packed: Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength),
  });
}

/** What the chunk does not bring of those who were known before. */
async function addStoredClusters(
  tx: Tx,
  names: readonly string[],
  subjects: readonly (ChunkSubject | undefined)[],
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const lacking = new Map<string, Record<string, unknown>>();
  subjects.forEach((subject, at) => {
    const row = rows[at];
    if (!subject || subject.isNew || !row) return;
    if (names.some((name) => !(name in row))) lacking.set(subject.subjectId, row);
  });
  if (lacking.size === 0) return;
  for (const stored of await readClusters(tx, [...lacking.keys()], names)) {
    const row = lacking.get(stored.subject_id);
    if (row) row[stored.cluster] ??= stored.data;
  }
}
