import type { ReadyModel } from '#models';
import type { WantedFeatures } from '#sharing';
import { FEATURE_SETS } from '#subjects';

const wanted = new WeakMap<ReadyModel['artefact'], WantedFeatures>();

/** What a model asks the gate for: the stored vectors of its kind, of its own clusters alone. */
export function wantedFeatures({ artefact, scorer }: ReadyModel): WantedFeatures {
  const known = wanted.get(artefact);
  if (known) return known;
  const { hash, definitions } = FEATURE_SETS[artefact.kind];
  const made: WantedFeatures = {
    hash,
    kind: artefact.kind,
    clustersByFeature: definitions.map(({ clusters }) => clusters),
    clusters: [...new Set(artefact.features.flatMap(({ clusters }) => clusters))],
    windowMonths: Math.max(0, ...artefact.features.map(({ window }) => window ?? 0)),
    needsEveryCluster: scorer.needsEveryCluster,
  };
  wanted.set(artefact, made);
  return made;
}
