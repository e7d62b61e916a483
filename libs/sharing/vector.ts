import { invariant } from '#kernel';
import type { WantedFeatures } from './gate-types.js';

const BYTES = 8;
/** The one NaN that packed features use, little-endian. */
const NAN = Buffer.from([0, 0, 0, 0, 0, 0, 0xf8, 0x7f]);

/** A copy of the vector in which no feature that looks at a cluster not granted can be told. */
export function withoutWithheld(
  packed: Buffer,
  features: WantedFeatures,
  granted: readonly string[],
): Buffer {
  const { clustersByFeature } = features;
  invariant(packed.length === clustersByFeature.length * BYTES, 'a vector has all its features');
  const copy = Buffer.from(packed);
  clustersByFeature.forEach((clusters, feature) => {
    if (clusters.every((cluster) => granted.includes(cluster))) return;
    NAN.copy(copy, feature * BYTES);
  });
  return copy;
}

/** The vector of whom the provider holds no data: every feature is missing. */
export function nothingKnown({ clustersByFeature }: WantedFeatures): Buffer {
  return Buffer.concat(clustersByFeature.map(() => NAN));
}

/** The granted clusters of which every feature is missing: the provider holds nothing there. */
export function missingClusters(
  packed: Buffer,
  features: WantedFeatures,
  granted: readonly string[],
): readonly string[] {
  const known = new Set<string>();
  features.clustersByFeature.forEach((clusters, feature) => {
    if (Number.isNaN(packed.readDoubleLE(feature * BYTES))) return;
    for (const cluster of clusters) known.add(cluster);
  });
  return granted.filter((cluster) => !known.has(cluster));
}
