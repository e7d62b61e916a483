import { err, ok, type Result } from '#kernel';
import {
  CHARACTERISTICS_MAX,
  type ApplicabilityTerms,
  type Artefact,
  type Characteristic,
  type FeatureDefinition,
} from '#score-engine';
import { learntApplicability } from './applicability.js';
import {
  binFeature,
  DEFAULT_BINNING,
  woeAt,
  type Binning,
  type BinningSettings,
} from './binning.js';
import { fitNonNegative } from './logistic.js';
import { reportUnseen } from './report.js';
import { isUnseen } from './split.js';

/** What a scorecard is learnt from, and what it says of itself. */
export interface TrainingInput {
  /** The whole feature set, all of one kind. */
  readonly definitions: readonly FeatureDefinition[];
  readonly featureSetHash: string;
  /** [rows × definitions], row by row; NaN = missing. Features as of the start of the horizon. */
  readonly x: Float64Array;
  /** [rows] 1 = the event happened within the horizon. */
  readonly y: Uint8Array;
  /** [rows] what the split goes by: a subject is on one side whatever else is in the sample. */
  readonly subjectIds: readonly string[];
  readonly seed: number;
  readonly event: string;
  readonly horizonMonths: number;
  readonly population: string;
  /** The instant that the features were taken at, UTC. */
  readonly asOf: Date;
  /** Names the data, where they have a name. */
  readonly dataHash: string | null;
  readonly settings?: Partial<TrainingSettings>;
}

/** How it is learnt; written into the artefact. */
export interface TrainingSettings extends BinningSettings {
  readonly unseenShare: number;
  /** L2 penalty on the coefficients. */
  readonly penalty: number;
  /** Characteristics that tell less are left out. */
  readonly informationValueMin: number;
}

/** Of every hundred subjects, thirty are kept unseen. */
export const DEFAULT_TRAINING: TrainingSettings = {
  ...DEFAULT_BINNING,
  unseenShare: 0.3,
  penalty: 10,
  informationValueMin: 0.005,
};

/** The fewest bads, and goods, on either side of the split. */
export const EVENTS_MIN = 20;

/** Why no scorecard can be learnt. */
export type TrainingRefusal =
  | { readonly code: 'training-shape-differs'; readonly message: string }
  | { readonly code: 'training-too-few-events'; readonly bads: number; readonly goods: number }
  | { readonly code: 'training-nothing-tells' };

/**
 * Learns a points scorecard: monotone WoE bins, then penalised logistic regression on them with no
 * coefficient below zero, so that no characteristic turns against its bins.
 *
 * Deterministic: the same input gives the same artefact, to the byte. The report is of unseen
 * subjects only; nothing of them, their base rate included, enters the card.
 */
export function trainScorecard(input: TrainingInput): Result<Artefact, TrainingRefusal> {
  const settings = { ...DEFAULT_TRAINING, ...input.settings };
  const shape = faultOfShape(input);
  if (shape) return err({ code: 'training-shape-differs', message: shape });
  const { train, unseen } = splitRows(input, settings);
  for (const { bad } of [train, unseen]) {
    const bads = bad.reduce((sum, value) => sum + value, 0);
    const goods = bad.length - bads;
    if (bads < EVENTS_MIN || goods < EVENTS_MIN)
      return err({ code: 'training-too-few-events', bads, goods });
  }
  const binnings = input.definitions.map((definition, f) =>
    binFeature(column(train, f), train.bad, definition.riskDirection, settings),
  );
  const card = fitCard(input, train, binnings, settings);
  if (card.characteristics.length === 0) return err({ code: 'training-nothing-tells' });
  const features = card.characteristics.map(({ feature }) => named(input.definitions, feature));
  const bads = train.bad.reduce((sum, value) => sum + value, 0);
  return ok({
    format: 'assay-scorecard@1',
    kind: features[0]?.kind ?? 'person',
    event: input.event,
    horizonMonths: input.horizonMonths,
    population: input.population,
    baseRate: bads / train.bad.length,
    trainedAsOf: input.asOf.toISOString(),
    features,
    characteristics: card.characteristics,
    intercept: card.intercept,
    applicability: applicabilityOf(input, train, features),
    provenance: provenanceOf(input, settings),
    report: {
      train: { rows: train.bad.length, bads },
      unseen: reportUnseen(logitsOf(unseen, input, binnings, card), unseen.bad),
      informationValues: card.informationValues,
    },
  });
}

/** One side of the split; `columns` by definition. */
interface Sample {
  readonly columns: readonly Float64Array[];
  readonly bad: Uint8Array;
}

interface Card {
  readonly intercept: number;
  readonly characteristics: Characteristic[];
  readonly informationValues: Artefact['report']['informationValues'];
}

function faultOfShape({ definitions, x, y, subjectIds }: TrainingInput): string | undefined {
  if (x.length !== y.length * definitions.length) return 'x is [rows × definitions]';
  if (subjectIds.length !== y.length) return 'there is one subject id a row';
  if (y.some((value) => value > 1)) return 'an outcome is 0 or 1';
  if (new Set(definitions.map(({ kind }) => kind)).size !== 1) return 'features are of one kind';
  return undefined;
}

function splitRows(input: TrainingInput, { unseenShare }: TrainingSettings) {
  const trainRows: number[] = [];
  const unseenRows: number[] = [];
  input.subjectIds.forEach((id, r) =>
    (isUnseen(id, input.seed, unseenShare) ? unseenRows : trainRows).push(r),
  );
  return { train: sampleOf(input, trainRows), unseen: sampleOf(input, unseenRows) };
}

function sampleOf({ definitions, x, y }: TrainingInput, rows: readonly number[]): Sample {
  const width = definitions.length;
  const columns = definitions.map((_, f) => {
    const values = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) values[i] = x[(rows[i] ?? 0) * width + f] ?? Number.NaN;
    return values;
  });
  const bad = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) bad[i] = y[rows[i] ?? 0] ?? 0;
  return { columns, bad };
}

const column = (sample: Sample, f: number): Float64Array => sample.columns[f] ?? EMPTY;
const EMPTY = new Float64Array(0);

function fitCard(
  { definitions }: TrainingInput,
  train: Sample,
  binnings: readonly Binning[],
  settings: TrainingSettings,
): Card {
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
  const fit = fitNonNegative({ rows, columns, offset: null, bad: train.bad, penalty });
  const coefficients = definitions.map((_, f) => fit.coefficients[telling.indexOf(f)] ?? 0);
  return {
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

function applicabilityOf(
  { definitions }: TrainingInput,
  train: Sample,
  features: readonly FeatureDefinition[],
): ApplicabilityTerms {
  const kept = features.map((definition) => ({
    definition,
    values: column(train, definitions.indexOf(definition)),
  }));
  return learntApplicability(features[0]?.kind ?? 'person', kept, definitions);
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

/** As the evaluator sums them: in the card's order, from the intercept. */
function logitsOf(
  sample: Sample,
  { definitions }: TrainingInput,
  binnings: readonly Binning[],
  card: Card,
): Float64Array {
  const logits = new Float64Array(sample.bad.length).fill(card.intercept);
  for (const { feature, coefficient } of card.characteristics) {
    const f = definitions.findIndex(({ name }) => name === feature);
    const woe = woeColumn(column(sample, f), binnings[f]);
    for (let r = 0; r < logits.length; r++)
      logits[r] = (logits[r] ?? 0) + coefficient * (woe[r] ?? 0);
  }
  return logits;
}

function named(definitions: readonly FeatureDefinition[], name: string): FeatureDefinition {
  const found = definitions.find((definition) => definition.name === name);
  if (!found) throw new Error(`Invariant broken: ${name} is in the feature set`);
  return found;
}

function provenanceOf(
  { featureSetHash, dataHash, seed }: TrainingInput,
  { unseenShare, ...settings }: TrainingSettings,
): Artefact['provenance'] {
  return {
    trainer: 'woe-logistic@1',
    featureSetHash,
    dataHash,
    split: { seed, unseenShare },
    settings: { ...settings },
  };
}
