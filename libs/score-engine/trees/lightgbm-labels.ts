import type { FeatureKind, LightgbmText } from './lightgbm-text.js';
import { CATEGORIES_MAX } from './limits.js';
import { whole } from './number-text.js';
import { malformed } from './refusal.js';
import type { ModelFeature } from './tree-model.js';

type Labels = NonNullable<ModelFeature['labels']>;

/**
 * The labels that pandas gave the codes of each feature, in the order of the features; null for
 * what has none. The file lists them in the order of the columns that its parameters name.
 */
export function labelsOf(
  text: LightgbmText,
  kinds: readonly FeatureKind[],
): ModelFeature['labels'][] {
  const labels: ModelFeature['labels'][] = kinds.map(() => null);
  const lists = parse(text.pandasCategorical);
  if (lists.length === 0) return labels;
  const columns = columnsOf(text, kinds);
  if (columns.length !== lists.length)
    throw malformed('pandas_categorical', `${lists.length} lists for ${columns.length} features`);
  for (const [i, list] of lists.entries()) {
    if (new Set(list).size < list.length)
      throw malformed(`pandas_categorical[${i}]`, 'a label stands twice');
    labels[columns[i]] = list;
  }
  return labels;
}

function parse(json: string | null): Labels[] {
  if (json === null) return [];
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw malformed('pandas_categorical', 'not JSON, or cut short');
  }
  if (value === null) return [];
  if (!Array.isArray(value) || !value.every(isLabels))
    throw malformed('pandas_categorical', 'not lists of labels');
  return value;
}

/** By hand, as a schema would list every label that is none. */
const isLabels = (value: unknown): value is Labels =>
  Array.isArray(value) &&
  value.length <= CATEGORIES_MAX &&
  value.every((label) => ['string', 'number', 'boolean'].includes(typeof label));

function columnsOf(text: LightgbmText, kinds: readonly FeatureKind[]): number[] {
  const named = text.parameters.get('categorical_feature') ?? '';
  const path = () => 'parameters: categorical_feature';
  const columns =
    named === ''
      ? kinds.flatMap((kind, i) => (kind === 'categorical' ? [i] : []))
      : named.split(',').map((part) => whole(part, path, [0, kinds.length - 1]));
  return [...new Set(columns)].sort((a, b) => a - b);
}
