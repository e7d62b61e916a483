import {
  CHARACTERISTICS_MAX,
  type Artefact,
  type Characteristic,
  type FeatureDefinition,
} from '#score-engine';
import { binFeature, woeAt, type Binning, type BinningSettings } from './binning.js';
import { fitNonNegative, type LogisticFit } from './logistic.js';

/** Rows to learn from; `columns` by definition. */
export interface Sample {
  readonly columns: readonly Float64Array[];
  readonly bad: Uint8Array;
}

/** How a card is learnt. */
export interface CardSettings extends BinningSettings {
  /** L2 penalty on the coefficients. */
  readonly penalty: number;
  /** Characteristics that tell less are left out. */
  readonly informationValueMin: number;
}

/** A card as it was learnt, before it is calibrated. */
export interface Card {
  readonly intercept: number;
  readonly characteristics: readonly Characteristic[];
  readonly informationValues: Artefact['report']['informationValues'];
  /** By definition. */
  readonly binnings: readonly Binning[];
}

/** Some of a sample's rows, in the order given. */
export function rowsOf({ columns, bad }: Sample, rows: readonly number[]): Sample {
  const picked = columns.map((values) => {
    const some = new Float64Array(rows.length);
    for (let at = 0; at < rows.length; at++) some[at] = values[rows[at]];
    return some;
  });
  return { columns: picked, bad: Uint8Array.from(rows, (row) => bad[row] ?? 0) };
}

/**
 * Monotone bins of every feature, then the coefficients of those that tell something.
 *
 * @param near a card of nearly the same rows: the fit starts there and ends where it would anyhow
 */
export function learnCard(
  definitions: readonly FeatureDefinition[],
  train: Sample,
  settings: CardSettings,
  near?: Card,
): Card {
  const binnings = definitions.map((definition, f) =>
    binFeature(column(train, f), train.bad, definition.riskDirection, settings),
  );
  const telling = binnings
    .map((binning, f) => ({ f, told: binning.informationValue }))
    .filter(({ told }) => told >= settings.informationValueMin)
    .sort((a, b) => b.told - a.told || a.f - b.f)
    .slice(0, CHARACTERISTICS_MAX)
    .map(({ f }) => f)
    .sort((a, b) => a - b);
  const columns = telling.map((f) => woeColumn(column(train, f), binnings[f]));
  const rows = train.bad.length;
  const { penalty } = settings;
  const problem = { rows, columns, offset: null, bad: train.bad, penalty };
  const names = telling.map((f) => definitions[f]?.name ?? '');
  const fit = fitNonNegative(problem, near && startAt(near, names));
  const coefficients = definitions.map((_, f) => fit.coefficients[telling.indexOf(f)] ?? 0);
  return {
    binnings,
    intercept: fit.intercept,
    characteristics: definitions.flatMap((definition, f) =>
      (coefficients[f] ?? 0) > 0
        ? [characteristicOf(definition, binnings[f], coefficients[f] ?? 0)]
        : [],
    ),
    informationValues: definitions.map(({ name }, f) => ({
      feature: name,
      informationValue: binnings[f]?.informationValue ?? 0,
      outcome: outcomeOf(telling.includes(f), coefficients[f] ?? 0),
    })),
  };
}

function startAt({ intercept, characteristics }: Card, features: readonly string[]): LogisticFit {
  const coefficients = features.map(
    (name) => characteristics.find(({ feature }) => feature === name)?.coefficient ?? 0,
  );
  return { intercept, coefficients };
}

function outcomeOf(tells: boolean, coefficient: number): 'kept' | 'too-weak' | 'wrong-sign' {
  if (!tells) return 'too-weak';
  return coefficient > 0 ? 'kept' : 'wrong-sign';
}

function woeColumn(values: Float64Array, binning: Binning | undefined): Float64Array {
  return binning ? values.map((value) => woeAt(binning, value)) : values;
}

function characteristicOf(
  { name, reasonCode, missingReasonCode }: FeatureDefinition,
  binning: Binning | undefined,
  coefficient: number,
): Characteristic {
  const weigh = ({ woe, rows, bads }: { woe: number; rows: number; bads: number }) => ({
    woe,
    contribution: coefficient * woe,
    rows,
    bads,
  });
  const { bins = [], missing = { woe: 0, rows: 0, bads: 0 } } = binning ?? {};
  return {
    feature: name,
    reasonCode,
    missingReasonCode,
    coefficient,
    bins: [
      ...bins.map((bin) => ({ upTo: bin.upTo, ...weigh(bin) })),
      { missing: true, ...weigh(missing) },
    ],
  };
}

/** As the evaluator sums them before it calibrates: in the card's order, from the intercept. */
export function logitsOf(
  sample: Sample,
  definitions: readonly FeatureDefinition[],
  card: Card,
): Float64Array {
  const logits = new Float64Array(sample.bad.length).fill(card.intercept);
  for (const { feature, coefficient } of card.characteristics) {
    const f = definitions.findIndex(({ name }) => name === feature);
    const woe = woeColumn(column(sample, f), card.binnings[f]);
    for (let r = 0; r < logits.length; r++)
      logits[r] = (logits[r] ?? 0) + coefficient * (woe[r] ?? 0);
  }
  return logits;
}

const column = (sample: Sample, f: number): Float64Array => sample.columns[f] ?? EMPTY;
const EMPTY = new Float64Array(0);
