import { err, ok, type Result } from '#kernel';
import { z } from 'zod';
import { refusalOf, inconsistent, type ParseRefusal } from './definition.js';

/** How a probability is shown as a score: `baseScore` at `baseOdds` good to one bad. */
export interface Scale {
  readonly baseScore: number;
  readonly baseOdds: number;
  /** Points that double the odds. */
  readonly pdo: number;
  readonly min: number;
  readonly max: number;
}

/** 600 at 30:1, 20 points double the odds, within 300 to 850. */
export const DEFAULT_SCALE: Scale = { baseScore: 600, baseOdds: 30, pdo: 20, min: 300, max: 850 };

/** The least and the largest number that a score is kept as: 16 bits. */
const points = z.int().min(-32_768).max(32_767);

/** Bounds far beyond any scale in use, within which every score is a finite number. */
const ScaleShape = z.strictObject({
  baseScore: points,
  baseOdds: z.number().min(1e-6).max(1e6),
  pdo: z.number().min(0.01).max(10_000),
  min: points,
  max: points,
});

/** Reads an untrusted scale. */
export function parseScale(json: unknown): Result<Scale, ParseRefusal> {
  const parsed = ScaleShape.safeParse(json);
  if (!parsed.success) return err(refusalOf(parsed.error));
  if (parsed.data.min >= parsed.data.max) return err(inconsistent('max', 'max is above min'));
  return ok(parsed.data);
}

/** A score as it is shown. `unclamped` is rounded already; `atBound` when the bounds changed it. */
export interface ScaledScore {
  readonly score: number;
  readonly unclamped: number;
  readonly atBound: boolean;
}

/** Points at even odds, and points a unit of log-odds. */
function scaleTerms(scale: Scale): { readonly offset: number; readonly factor: number } {
  const factor = scale.pdo / Math.LN2;
  return { factor, offset: scale.baseScore - factor * Math.log(scale.baseOdds) };
}

/** No PD is lower: what a model says beyond is not told apart by any number of outcomes. */
export const PD_MIN = 0.0003;
/** No PD is higher. */
export const PD_MAX = 0.9997;
/** The logit of PD_MAX; that of PD_MIN is its opposite. */
const LOGIT_MAX = Math.log(PD_MAX / PD_MIN);

/** The least and the most that scores of a scale can be. */
export interface ScoreBounds {
  readonly min: number;
  readonly max: number;
}

/** A scale's own bounds, or the scores of the highest and the lowest PD where those are nearer. */
export function boundsOf(scale: Scale): ScoreBounds {
  const terms = scaleTerms(scale);
  return boundsWith(scale, terms);
}

function boundsWith(
  scale: Scale,
  { offset, factor }: { readonly offset: number; readonly factor: number },
): ScoreBounds {
  const within = (score: number): number => Math.min(scale.max, Math.max(scale.min, score));
  return {
    min: within(roundHalfEven(offset - factor * LOGIT_MAX)),
    max: within(roundHalfEven(offset + factor * LOGIT_MAX)),
  };
}

/**
 * The score of a logit of PD: rounded once, half to even, then clamped. PD within its bounds has
 * the same score as the logit, so score, band and PD agree; `unclamped` is of the logit as it is.
 *
 * @source Siddiqi, Credit Risk Scorecards (2006): odds = (1-PD)/PD, score = offset + factor ln odds
 */
export function scoreOf(logit: number, scale: Scale): ScaledScore {
  const terms = scaleTerms(scale);
  const { min, max } = boundsWith(scale, terms);
  const unclamped = roundHalfEven(terms.offset - terms.factor * logit);
  const score = Math.min(max, Math.max(min, unclamped));
  return { score, unclamped, atBound: score !== unclamped };
}

/**
 * The probability of default of a logit, in [PD_MIN, PD_MAX]. The logit itself is not bounded: it
 * is what the model says, and its contributions sum to it.
 */
export const pdOf = (logit: number): number =>
  Math.min(PD_MAX, Math.max(PD_MIN, 1 / (1 + Math.exp(-logit))));

/** The nearest integer; of two equally near, the even one. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest < 0.5 || (rest === 0.5 && floor % 2 === 0)) return floor + 0;
  return floor + 1;
}

/**
 * Whole points that sum exactly to `total`, each the floor of its raw points or one above: by
 * largest remainder, the first of equals first.
 */
export function largestRemainder(raw: readonly number[], total: number): number[] {
  const points = raw.map((value) => Math.floor(value) + 0);
  const order = raw
    .map((value, i) => ({ i, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  let left = total - points.reduce((sum, value) => sum + value, 0);
  for (const { i } of order) {
    if (left <= 0) break;
    points[i] = (points[i] ?? 0) + 1;
    left -= 1;
  }
  return points;
}

/** Points as shown: what everybody starts with, and those of each characteristic. */
export interface ShownPoints {
  readonly base: number;
  readonly characteristics: readonly number[];
}

/**
 * The points of a score, which sum to its unclamped value.
 *
 * @param contributions logit by characteristic, 0 where withheld
 * @param logit what was scored, where a model's own sums are rounded otherwise than this one
 */
export function shownPoints(
  intercept: number,
  contributions: readonly number[],
  scale: Scale,
  logit = contributions.reduce((sum, value) => sum + value, intercept),
): ShownPoints {
  const { offset, factor } = scaleTerms(scale);
  const raw = [offset - factor * intercept, ...contributions.map((value) => -factor * value)];
  const [base = 0, ...characteristics] = largestRemainder(raw, scoreOf(logit, scale).unclamped);
  return { base, characteristics };
}
