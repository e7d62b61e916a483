import { err, ok, type Result } from '#kernel';
import type {
  ApplicabilityTerms,
  Artefact,
  CalibrationMap,
  FeatureDefinition,
} from '#score-engine';
import { learntApplicability } from './applicability.js';
import { DEFAULT_BINNING } from './binning.js';
import { learnCard, logitsOf, rowsOf, type Card, type CardSettings, type Sample } from './card.js';
import { type CalibrationRefusal, fitCalibration } from './fit-calibration.js';
import { countBads } from './metrics.js';
import { reportUnseen } from './report.js';
import { foldOf, isUnseen } from './split.js';

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
export interface TrainingSettings extends CardSettings {
  readonly unseenShare: number;
  /** Cards, each learnt without a part of the subjects, whose logits of that part calibrate. */
  readonly folds: number;
}

/** Of every hundred subjects, thirty are kept unseen. */
export const DEFAULT_TRAINING: TrainingSettings = {
  ...DEFAULT_BINNING,
  unseenShare: 0.3,
  folds: 3,
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
 * coefficient below zero, so that no characteristic turns against its bins; then an increasing
 * affine map of the logit.
 *
 * The map is fitted on logits out of fold: each subject's is of a card learnt without that subject,
 * so it corrects what a card believes of those it has not seen, and every outcome counts.
 *
 * Deterministic: the same input gives the same artefact, to the byte. The report is of unseen
 * subjects only; nothing of them, their base rate included, enters the card or its calibration.
 */
export function trainScorecard(input: TrainingInput): Result<Artefact, TrainingRefusal> {
  const settings = { ...DEFAULT_TRAINING, ...input.settings };
  const { definitions, subjectIds, seed } = input;
  const shape = faultOfShape(input);
  if (shape) return err({ code: 'training-shape-differs', message: shape });
  const [unseenRows, trainRows] = divide([...subjectIds.keys()], (row) =>
    isUnseen(subjectIds[row] ?? '', seed, settings.unseenShare),
  );
  const all = sampleOf(input);
  const [train, unseen] = [rowsOf(all, trainRows), rowsOf(all, unseenRows)];
  for (const { bad } of [train, unseen]) {
    const bads = countBads(bad);
    const goods = bad.length - bads;
    if (bads < EVENTS_MIN || goods < EVENTS_MIN)
      return err({ code: 'training-too-few-events', bads, goods });
  }
  const card = learnCard(definitions, train, settings);
  const ids = trainRows.map((row) => subjectIds[row] ?? '');
  const map = calibrateOutOfFold({ input, train, ids, card }, settings);
  // A card that does not rank whom it has not seen has learnt from chance.
  if (card.characteristics.length === 0 || !map.ok) return err({ code: 'training-nothing-tells' });
  const { slope, intercept } = map.value;
  const answered = logitsOf(unseen, definitions, card).map((logit) => slope * logit + intercept);
  const size = { rows: train.bad.length, bads: countBads(train.bad) };
  const fittedOn = `out of fold: each subject by a card learnt without it, ${settings.folds} folds`;
  return ok({
    ...describe(input, card),
    baseRate: size.bads / size.rows,
    calibration: { slope, intercept, ...size, fittedOn },
    applicability: applicabilityOf(input, train, card),
    provenance: provenanceOf(input, settings),
    report: {
      train: size,
      unseen: reportUnseen(answered, unseen.bad),
      informationValues: card.informationValues,
    },
  });
}

function calibrateOutOfFold(
  {
    input: { definitions, seed },
    train,
    ids,
    card: whole,
  }: {
    readonly input: TrainingInput;
    readonly train: Sample;
    readonly ids: readonly string[];
    readonly card: Card;
  },
  settings: TrainingSettings,
): Result<CalibrationMap, CalibrationRefusal> {
  const folds = ids.map((id) => foldOf(id, seed, settings.folds));
  const logits = new Float64Array(ids.length);
  for (let fold = 0; fold < settings.folds; fold++) {
    const [apart, others] = divide([...ids.keys()], (row) => folds[row] === fold);
    const card = learnCard(definitions, rowsOf(train, others), settings, whole);
    const answered = logitsOf(rowsOf(train, apart), definitions, card);
    apart.forEach((row, at) => {
      logits[row] = answered[at] ?? Number.NaN;
    });
  }
  return fitCalibration(logits, train.bad);
}

/** Those that pass, then those that do not. */
function divide(rows: readonly number[], passes: (row: number) => boolean): [number[], number[]] {
  const parts: [number[], number[]] = [[], []];
  for (const row of rows) parts[passes(row) ? 0 : 1].push(row);
  return parts;
}

function describe(
  { definitions, event, horizonMonths, population, asOf }: TrainingInput,
  { characteristics, intercept }: Card,
) {
  const features = characteristics.map(({ feature }) => named(definitions, feature));
  return {
    format: 'assay-scorecard@1' as const,
    kind: features[0]?.kind ?? 'person',
    event,
    horizonMonths,
    population,
    trainedAsOf: asOf.toISOString(),
    features,
    characteristics: [...characteristics],
    intercept,
  };
}

function faultOfShape({ definitions, x, y, subjectIds }: TrainingInput): string | undefined {
  if (x.length !== y.length * definitions.length) return 'x is [rows × definitions]';
  if (subjectIds.length !== y.length) return 'there is one subject id a row';
  if (y.some((value) => value > 1)) return 'an outcome is 0 or 1';
  if (new Set(definitions.map(({ kind }) => kind)).size !== 1) return 'features are of one kind';
  return undefined;
}

function sampleOf({ definitions, x, y }: TrainingInput): Sample {
  const width = definitions.length;
  const columns = definitions.map((_, f) => {
    const values = new Float64Array(y.length);
    for (let row = 0; row < y.length; row++) values[row] = x[row * width + f];
    return values;
  });
  return { columns, bad: y };
}

function applicabilityOf(
  { definitions }: TrainingInput,
  train: Sample,
  { characteristics }: Card,
): ApplicabilityTerms {
  const kept = characteristics.map(({ feature }) => {
    const definition = named(definitions, feature);
    return { definition, values: train.columns[definitions.indexOf(definition)] };
  });
  return learntApplicability(definitions[0]?.kind ?? 'person', kept, definitions);
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
