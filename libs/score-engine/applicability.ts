import { err, ok, type Result } from '#kernel';
import { z } from 'zod';
import { withheldMask, type SubjectKind } from './clusters.js';
import { inconsistent, type FeatureDefinition, type ParseRefusal } from './definition.js';
import type { NotScorable } from './not-scorable.js';
import { pdOf } from './scale.js';

const EVIDENCE_MAX = 32;
const RANGES_MAX = 256;
const share = z.number().min(0).max(1);
const name = z.string().min(1).max(64);
const end = z.number().nullable();

/** How an artefact says to whom it applies; `judge` says how it is read. */
export const ApplicabilityShape = z.strictObject({
  /** What there is to judge by: a count and how many are enough, or null: its being there is. */
  evidence: z
    .array(z.strictObject({ feature: name, enough: z.number().positive().nullable() }))
    .max(EVIDENCE_MAX),
  /** Below this coverage nothing is scored. */
  minimum: share,
  /** Below this coverage a file is thin: how far the true logit may lie below and above. */
  thin: z
    .strictObject({
      below: share,
      logitBelow: z.number().min(0).max(20),
      logitAbove: z.number().min(0).max(20),
    })
    .nullable(),
  /** Values that the model was made for, ends included; null: no end. */
  ranges: z.array(z.strictObject({ feature: name, low: end, high: end })).max(RANGES_MAX),
});

/** To whom an artefact applies. */
export type ApplicabilityTerms = z.infer<typeof ApplicabilityShape>;

/** The share of true PDs that lie within the interval of a thin file. */
export const INTERVAL_LEVEL = 0.9;

/**
 * Who is in default now: 90 days overdue with an instalment, where the model sees repayments.
 *
 * @source Regulation (EU) 575/2013 Art. 178(1)(b)
 */
export const IN_DEFAULT = { feature: 'days_overdue_now', daysMin: 90 } as const;

/** What can become of a subject. */
export const SCORE_STATES = ['scored', 'not_scorable', 'in_default'] as const;

/** What becomes of a subject: a number, too little for one, or a default that shows already. */
export type ScoreState = (typeof SCORE_STATES)[number];

/** What is said of one row before it is scored. */
export interface Judgement {
  readonly state: ScoreState;
  /** Of what is not scorable; null otherwise. */
  readonly why: NotScorable | null;
  /** Scored, and by so little that an interval belongs to the number. */
  readonly thin: boolean;
  /** Features whose values the model was not made for, in the model's order. */
  readonly outOfRange: readonly string[];
}

/** To whom a model applies, ready to judge rows packed by its feature set. */
export interface Applicability {
  readonly minimum: number;
  readonly thin: ApplicabilityTerms['thin'];
  readonly evidence: readonly (Column & { readonly enough: number | null })[];
  /** The features that the model looks at. */
  readonly inputs: readonly (Column & {
    readonly name: string;
    readonly low: number;
    readonly high: number;
  })[];
  /** Undefined where the model does not look at repayments. */
  readonly overdue: Column | undefined;
}

interface Column {
  /** Place in a row. */
  readonly at: number;
  /** The clusters that it reads, as of `withheldMask`. */
  readonly bits: number;
}

/** What a unit can be at all. */
export const RANGE_OF_UNIT: Readonly<Record<FeatureDefinition['unit'], readonly [number, number]>> =
  {
    count: [0, Infinity],
    share: [0, 1],
    ratio: [-Infinity, Infinity],
    days: [0, Infinity],
    months: [0, Infinity],
    minor: [0, Infinity],
    stars: [0, 5],
    index: [0, 1],
    code: [-Infinity, Infinity],
  };

/** Without terms of its own a model scores whoever is known by anything that it looks at. */
const ANYBODY: ApplicabilityTerms = { evidence: [], minimum: 0, thin: null, ranges: [] };

/**
 * Makes an artefact's terms ready. Evidence is of clusters that the model looks at: another
 * cluster is never shown to it, so that the same person would be judged otherwise in bulk.
 */
export function compileApplicability(
  { kind, features, applicability = ANYBODY }: Applying,
  featureSet: readonly FeatureDefinition[],
): Result<Applicability, ParseRefusal> {
  const seen = new Set(features.flatMap(({ clusters }) => clusters));
  const columnOf = (feature: string): Column | undefined => {
    const at = featureSet.findIndex((definition) => definition.name === feature);
    const clusters = featureSet[at]?.clusters ?? [];
    const visible = at >= 0 && clusters.every((cluster) => seen.has(cluster));
    return visible ? { at, bits: withheldMask(kind, clusters) } : undefined;
  };
  const { minimum, thin, ranges } = applicability;
  const evidence = applicability.evidence.map(({ feature, enough }) => ({
    column: columnOf(feature),
    enough,
  }));
  const fault = faultOf(
    applicability,
    features,
    evidence.map(({ column }) => column),
  );
  if (fault) return err(fault);
  return ok({
    minimum,
    thin,
    evidence: evidence.flatMap(({ column, enough }) => (column ? [{ ...column, enough }] : [])),
    inputs: features.flatMap(({ name: feature, unit }) => {
      const column = columnOf(feature);
      const stated = ranges.find((range) => range.feature === feature);
      const [low, high] = RANGE_OF_UNIT[unit];
      const ends = { low: stated?.low ?? low, high: stated?.high ?? high };
      return column ? [{ ...column, name: feature, ...ends }] : [];
    }),
    overdue: columnOf(IN_DEFAULT.feature),
  });
}

interface Applying {
  readonly kind: SubjectKind;
  readonly features: readonly FeatureDefinition[];
  readonly applicability?: ApplicabilityTerms | undefined;
}

function faultOf(
  { evidence, minimum, thin, ranges }: ApplicabilityTerms,
  features: readonly FeatureDefinition[],
  columns: readonly (Column | undefined)[],
): ParseRefusal | undefined {
  const at = (tail: string, message: string) => inconsistent(`applicability.${tail}`, message);
  const unseen = columns.indexOf(undefined);
  if (unseen >= 0) return at(`evidence.${unseen}.feature`, 'is of no cluster that the model reads');
  if (evidence.length === 0 && (minimum > 0 || thin !== null))
    return at('evidence', 'a coverage needs evidence');
  if (thin !== null && thin.below < minimum) return at('thin.below', 'is not below the minimum');
  const stray = ranges.findIndex(({ feature }) => !features.some((one) => one.name === feature));
  if (stray >= 0) return at(`ranges.${stray}.feature`, 'is no feature of the model');
  const turned = ranges.findIndex(({ low, high }) => (low ?? -Infinity) > (high ?? Infinity));
  return turned < 0 ? undefined : at(`ranges.${turned}`, 'a range begins before it ends');
}

const SCORED: Judgement = { state: 'scored', why: null, thin: false, outOfRange: [] };

/**
 * Judges one row: in default, else not scorable, else scored.
 *
 * Coverage, in [0, 1], is the mean over the evidence of min(1, value / enough), where what is
 * missing or withheld counts 0. What is withheld is never looked at, so two people who differ only
 * there are judged alike.
 *
 * @param from where the row begins in `features`
 * @param withheld its mask, as of `withheldMask`
 */
export function judge(
  model: Applicability,
  features: Float64Array,
  from: number,
  withheld: number,
): Judgement {
  const row = { features, from, withheld };
  const outOfRange = outOfRangeOf(model, row);
  const overdue = model.overdue ? seen(row, model.overdue) : Number.NaN;
  if (overdue >= IN_DEFAULT.daysMin) return { ...SCORED, state: 'in_default', outOfRange };
  const { coverage, kept } = coverageOf(model, row);
  const why = whyNot(model, row, { coverage, kept });
  if (why !== null) return { state: 'not_scorable', why, thin: false, outOfRange };
  const thin = model.thin !== null && coverage < model.thin.below;
  return thin || outOfRange.length > 0 ? { ...SCORED, thin, outOfRange } : SCORED;
}

interface Row {
  readonly features: Float64Array;
  readonly from: number;
  readonly withheld: number;
}

/** NaN for what is withheld, whatever stands in the data. */
function seen({ features, from, withheld }: Row, { at, bits }: Column): number {
  return (bits & withheld) === 0 ? (features[from + at] ?? Number.NaN) : Number.NaN;
}

function whyNot(
  { minimum, inputs }: Applicability,
  row: Row,
  { coverage, kept }: { readonly coverage: number; readonly kept: number },
): NotScorable | null {
  if (!inputs.some((input) => !Number.isNaN(seen(row, input))))
    return inputs.some(({ bits }) => (bits & row.withheld) !== 0) ? 'too-little-shared' : 'no-data';
  if (coverage >= minimum) return null;
  // Not what was withheld, but whether any data there could have sufficed.
  return kept > 0 && coverage + kept >= minimum ? 'too-little-shared' : 'too-little-history';
}

/** The coverage, and the most that what is withheld could have added. */
function coverageOf({ evidence }: Applicability, row: Row) {
  let coverage = 0;
  let kept = 0;
  for (const item of evidence) {
    if ((item.bits & row.withheld) !== 0) kept += 1;
    const value = seen(row, item);
    if (!Number.isNaN(value))
      coverage += item.enough === null ? 1 : Math.min(1, Math.max(0, value / item.enough));
  }
  const all = Math.max(1, evidence.length);
  return { coverage: coverage / all, kept: kept / all };
}

function outOfRangeOf({ inputs }: Applicability, row: Row): readonly string[] {
  let names: string[] | undefined;
  for (const input of inputs) {
    const value = seen(row, input);
    if (value < input.low || value > input.high) (names ??= []).push(input.name);
  }
  return names ?? NONE;
}
const NONE: readonly string[] = [];

/** An interval of a PD, ends included. */
export interface PdInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * Where the true PD of a thin file lies, at `INTERVAL_LEVEL`: the logit, less and more what the
 * artefact states; null for a model that states nothing.
 */
export function pdIntervalOf(logit: number, { thin }: Applicability): PdInterval | null {
  if (thin === null) return null;
  return { low: pdOf(logit - thin.logitBelow), high: pdOf(logit + thin.logitAbove) };
}
