import { type Changes, type FeatureDefinition, unpackInto, whatWouldChange } from '#score-engine';
import type { DeployedModel } from '#models';
import { FEATURE_SETS } from '#subjects';
import type { StoredInputs } from './tables/score-input.js';

/** A value that stands behind a reason. */
interface ReasonValue {
  readonly code: string;
  readonly feature: string;
  readonly value: number;
  readonly unit: FeatureDefinition['unit'];
}

/** What only the borrower is told: values behind the reasons, and what would change the score. */
export interface Explained {
  /** In the model's order; what was missing or withheld has no value. */
  readonly values: readonly ReasonValue[];
  readonly changes: Changes;
}

/** Undefined where the inputs are those of another feature set than this program's. */
export function explainInputs(
  model: DeployedModel,
  { packed, withheld, featureSet }: Pick<StoredInputs, 'packed' | 'withheld' | 'featureSet'>,
  reasons: readonly string[],
): Explained | undefined {
  const { artefact, scorer, scale } = model;
  const { hash, definitions } = FEATURE_SETS[artefact.kind];
  if (featureSet !== hash) return undefined;
  const row = new Float64Array(scorer.width);
  unpackInto(packed, row, 0);
  const values = artefact.features.flatMap(({ name, clusters, unit }, at) => {
    const code = scorer.groups[at];
    const value = row[definitions.findIndex((definition) => definition.name === name)];
    const shown = code !== undefined && reasons.includes(code) && !Number.isNaN(value ?? NaN);
    const kept = clusters.some((cluster) => withheld.includes(cluster));
    return shown && !kept ? [{ code, feature: name, value: value ?? NaN, unit }] : [];
  });
  const looksAt = artefact.features.map(({ name }) => name);
  const { kind } = artefact;
  const about = { scorer, featureSet: definitions, looksAt, kind, row, withheld, scale };
  return { values, changes: whatWouldChange(about) };
}
