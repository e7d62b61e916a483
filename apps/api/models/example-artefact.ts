import type { Artefact } from '#score-engine';
import { FEATURE_SETS } from '#subjects';

const [definition] = FEATURE_SETS.person.definitions;

/** A sound artefact of one characteristic, as the reference shows it. */
export function exampleArtefact(): Artefact {
  if (!definition) throw new Error('The feature set of persons is empty');
  const rising = definition.riskDirection === 'up';
  const bin = (woe: number, rows: number, bads: number) => ({ woe, contribution: woe, rows, bads });
  const [low, high] = [bin(-0.5, 700, 12), bin(0.75, 250, 16)];
  return {
    format: 'assay-scorecard@1',
    kind: 'person',
    event: '90 days late',
    horizonMonths: 12,
    population: 'customers with an instalment plan',
    baseRate: 0.03,
    trainedAsOf: '2025-11-01T00:00:00.000Z',
    features: [definition],
    characteristics: [
      {
        feature: definition.name,
        reasonCode: definition.reasonCode,
        missingReasonCode: definition.missingReasonCode,
        coefficient: 1,
        bins: [
          { upTo: 1, ...(rising ? low : high) },
          { upTo: null, ...(rising ? high : low) },
          { missing: true, ...bin(0, 50, 2) },
        ],
      },
    ],
    intercept: -3.476,
    provenance: {
      trainer: 'example',
      featureSetHash: FEATURE_SETS.person.hash,
      dataHash: null,
      split: { seed: 1, unseenShare: 0.3 },
      settings: {},
    },
    report: reportOn(definition.name),
  };
}

const reportOn = (feature: string): Artefact['report'] => ({
  train: { rows: 1000, bads: 30 },
  unseen: {
    rows: 400,
    bads: 12,
    auc: { value: 0.66, low: 0.52, high: 0.8 },
    ks: 0.31,
    gini: 0.32,
    brier: 0.029,
    calibration: { intercept: 0, slope: 1 },
    meanPd: 0.03,
    observed: 0.03,
    meanPdOverObserved: 1,
  },
  informationValues: [{ feature: feature, informationValue: 0.28, outcome: 'kept' }],
});
