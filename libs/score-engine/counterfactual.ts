import { ACTIONABLE } from './actionable.js';
import { RANGE_OF_UNIT } from './applicability.js';
import { withheldMask, type SubjectKind } from './clusters.js';
import type { FeatureDefinition } from './definition.js';
import { scoreOf, type Scale } from './scale.js';
import type { Scorer } from './scorer.js';

/** The most changes that are told. */
export const CHANGES_MAX = 3;
/** The most values of one feature that are tried. */
const STEPS_MAX = 64;

/** One thing that were otherwise, and the points that the score would then have more. */
export interface Change {
  readonly feature: string;
  readonly from: number;
  readonly to: number;
  readonly unit: FeatureDefinition['unit'];
  readonly points: number;
}

/** What would change a score, each change alone; and all of them at once. */
export interface Changes {
  /** The most points first; no two of one reason code. */
  readonly each: readonly Change[];
  /** Points that the score would have more with all of `each`; 0 without any. */
  readonly together: number;
}

/** A row that was scored, and by what. */
export interface ScoredRow {
  readonly scorer: Scorer;
  /** As the row is packed. */
  readonly featureSet: readonly FeatureDefinition[];
  /** Those of the set that the model looks at. */
  readonly looksAt: readonly string[];
  readonly kind: SubjectKind;
  readonly row: Float64Array;
  readonly withheld: readonly string[];
  readonly scale: Scale;
}

/**
 * What would have given more points, had it been otherwise and all else equal. No promise: it is
 * the same model's answer to another row.
 *
 * Only what can be acted on is moved, only the way that lowers the risk, and no further than its
 * unit allows. Of one feature every step of a scorecard is tried, and of trees at most STEPS_MAX of
 * their steps; each is scored, so that the points are those of the changed row, to the point.
 *
 * @source Bui et al. 2021, OptBinning counterfactuals (arXiv 2104.08619): search over bins
 */
export function whatWouldChange(scored: ScoredRow): Changes {
  const { row, scale } = scored;
  const tries = triesOf(scored);
  const [now = Number.NaN, ...logits] = logitsOf(scored, [
    row,
    ...tries.map((one) => moved(row, [one])),
  ]);
  const before = scoreOf(now, scale).score;
  const better = tries
    .map((one, at) => ({ ...one, points: scoreOf(logits[at] ?? now, scale).score - before }))
    .filter(({ points }) => points > 0)
    .sort((one, other) => other.points - one.points || one.order - other.order);
  const each = better
    .filter(({ code }, at) => better.findIndex((other) => other.code === code) === at)
    .slice(0, CHANGES_MAX);
  const [after = now] = each.length > 0 ? logitsOf(scored, [moved(row, each)]) : [];
  return {
    each: each.map(({ feature, from, to, unit, points }) => ({ feature, from, to, unit, points })),
    together: scoreOf(after, scale).score - before,
  };
}

interface Try {
  readonly at: number;
  readonly feature: string;
  readonly code: string;
  readonly from: number;
  readonly to: number;
  readonly unit: FeatureDefinition['unit'];
  /** Of equals the one that moves less comes first. */
  readonly order: number;
}

function triesOf({ scorer, featureSet, looksAt, kind, row, withheld }: ScoredRow): Try[] {
  const hidden = withheldMask(kind, withheld);
  return featureSet.flatMap((definition, at) => {
    const { name, clusters, reasonCode, unit } = definition;
    const direction = ACTIONABLE[name];
    const from = row[at] ?? Number.NaN;
    if (direction === undefined || Number.isNaN(from) || !looksAt.includes(name)) return [];
    if ((withheldMask(kind, clusters) & hidden) !== 0) return [];
    const one = { at, feature: name, code: reasonCode, from, unit };
    const steps = stepsOf(scorer.cuts(at), from, direction, unit);
    return steps.map((to, order) => ({ ...one, to, order }));
  });
}

/** A value of each step of the model in a direction, the nearest first. */
function stepsOf(
  cuts: readonly number[],
  from: number,
  direction: 'up' | 'down',
  unit: FeatureDefinition['unit'],
): number[] {
  const ahead = cuts
    .map((cut, at) =>
      direction === 'down'
        ? below(cut, cuts[at - 1] ?? -Infinity, PER_UNIT[unit])
        : above(cut, cuts[at + 1] ?? Infinity, PER_UNIT[unit]),
    )
    .filter((to) => (direction === 'down' ? to < from : to > from) && isWithin(unit, to))
    .sort((one, other) => Math.abs(one - from) - Math.abs(other - from));
  const every = Math.ceil(ahead.length / STEPS_MAX);
  return ahead.filter((_, at) => (ahead.length - 1 - at) % every === 0);
}

/** The highest round value of the step that ends at `cut`, or its end where there is none. */
function below(cut: number, lower: number, perUnit: number): number {
  const to = Math.floor(cut * perUnit) / perUnit;
  return to > lower ? to : cut;
}

/** The lowest round value of the step that begins above `cut`, or its end where there is none. */
function above(cut: number, upper: number, perUnit: number): number {
  const to = (Math.floor(cut * perUnit) + 1) / perUnit;
  return to <= upper ? to : upper;
}

const isWithin = (unit: FeatureDefinition['unit'], value: number): boolean =>
  value >= RANGE_OF_UNIT[unit][0] && value <= RANGE_OF_UNIT[unit][1];

/** Values are told in whole units, or in parts of one that a person can aim at. */
const PER_UNIT: Readonly<Record<FeatureDefinition['unit'], number>> = {
  count: 1,
  days: 1,
  months: 1,
  minor: 1,
  code: 1,
  share: 100,
  ratio: 100,
  index: 100,
  stars: 10,
};

function moved(row: Float64Array, changes: readonly Pick<Try, 'at' | 'to'>[]): Float64Array {
  const other = row.slice();
  for (const { at, to } of changes) other[at] = to;
  return other;
}

function logitsOf({ scorer, kind, withheld }: ScoredRow, rows: readonly Float64Array[]) {
  const features = new Float64Array(rows.length * scorer.width);
  rows.forEach((row, at) => features.set(row, at * scorer.width));
  const logit = new Float64Array(rows.length);
  const mask = new Uint32Array(rows.length).fill(withheldMask(kind, withheld));
  const batch = { rows: rows.length, features, layout: 'rows', withheld: mask } as const;
  scorer.score(batch, { logit, reasons: null, contributions: null });
  return logit;
}
