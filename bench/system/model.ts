import { trainScorecard } from '#learn-engine';
import { type Artefact, computeFeatureRows, packFeatures } from '#score-engine';
import { createWorld } from '#simulator';
import { FEATURE_SETS } from '#subjects';

const SHOPPERS = 5_000;
const LEARNT_AS_OF = new Date('2025-11-01T00:00:00Z');

/** The instant of all features. */
export const AS_OF = new Date('2026-11-01T00:00:00Z');

/** A scorecard learnt from simulated shoppers, and their packed features. */
export interface BenchModel {
  readonly artefact: Artefact;
  readonly vectors: readonly Uint8Array[];
}

/** Learns from a small world; its vectors are repeated over as many subjects as are asked for. */
export function benchModel(): BenchModel {
  const { definitions, hash } = FEATURE_SETS.person;
  const world = createWorld({ seed: 7, asOf: AS_OF });
  const shoppers = Array.from({ length: SHOPPERS }, (_, at) => world.shopper(at));
  const clusters = shoppers.map((shopper) => shopper.clusters);
  const learnt = trainScorecard({
    definitions,
    featureSetHash: hash,
    x: computeFeatureRows(definitions, clusters, LEARNT_AS_OF),
    y: Uint8Array.from(shoppers, ({ truth }) => Number(truth.badWithin12m)),
    subjectIds: shoppers.map(({ reference }) => reference),
    seed: 1,
    event: '90 days late',
    horizonMonths: 12,
    population: 'simulated shoppers',
    asOf: LEARNT_AS_OF,
    dataHash: null,
  });
  if (!learnt.ok) throw new Error(JSON.stringify(learnt.error));
  const values = computeFeatureRows(definitions, clusters, AS_OF);
  const width = definitions.length;
  const vectors = shoppers.map((_, at) =>
    packFeatures(values.subarray(at * width, (at + 1) * width)),
  );
  return { artefact: learnt.value, vectors };
}
