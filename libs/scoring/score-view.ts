import { invariant } from '#kernel';
import {
  type ClusterName,
  FAVOURABLE,
  NOT_SCORABLE,
  type NotScorable,
  type PdInterval,
  REASON_CODES,
  type ReasonCode,
  type ScoreState,
} from '#score-engine';
import type { ReadyModel } from '#models';
import { z } from 'zod';
import { type Coverage, readCoverage } from './coverage.js';
import { type FlagName, flagNames } from './flags.js';
import type { StoredScore } from './tables/score.js';

/** A reason in words. */
export interface ReasonView {
  readonly code: string;
  readonly en: string;
  readonly zhCn: string;
}

/** Points that sum to the score, before the bounds of its scale: a part for each cluster. */
export interface PointsView {
  /** What everybody starts with. */
  readonly base: number;
  readonly parts: readonly { readonly cluster: ClusterName; readonly points: number }[];
  /** The bounds that the sum is clamped to. */
  readonly min: number;
  readonly max: number;
}

/** A score as it is answered. */
export interface ScoreView {
  readonly scoreId: string;
  readonly subjectId: string;
  readonly consentId: string | null;
  readonly applicationId: string | null;
  readonly status: ScoreState;
  /** Why it is not scorable; null otherwise. */
  readonly notScorable: ReasonView | null;
  /** Null unless `status` is scored, as are `pd` and `band`. */
  readonly score: number | null;
  readonly atBound: boolean;
  /** Probability of `model.event` within `model.horizonMonths`, in (0, 1). */
  readonly pd: number | null;
  /** Where the true PD of a thin file lies, at `INTERVAL_LEVEL`; null for any other. */
  readonly pdInterval: PdInterval | null;
  readonly band: string | null;
  readonly reasons: readonly ReasonView[];
  /** What spoke for the subject, the strongest first; none where the score was made in bulk. */
  readonly favourable: readonly ReasonView[];
  /** Null where the score was made in bulk, and where there is none. */
  readonly points: PointsView | null;
  readonly model: {
    readonly sha256: string;
    readonly event: string;
    readonly horizonMonths: number;
  };
  readonly flags: readonly FlagName[];
  /** Features whose values the model was not made for: their names alone. */
  readonly outOfRange: readonly string[];
  readonly coverage: Coverage;
  readonly asOf: Date;
  readonly scoredAt: Date;
}

/** Says a stored score in full: its reasons in words, its model's event and horizon. */
export function scoreView(score: StoredScore, { sha256, artefact }: ReadyModel): ScoreView {
  const { scoreId, subjectId, consentId, applicationId, asOf, scoredAt } = score;
  const flags = flagNames(score.flags);
  return {
    scoreId,
    subjectId,
    consentId,
    applicationId,
    ...answerOf(score),
    atBound: flags.includes('at_bound'),
    reasons: reasonViews(score.reasons),
    favourable: favourableViews(score.favourable ?? ''),
    points: score.points === null ? null : pointsView(score.points),
    model: { sha256, event: artefact.event, horizonMonths: artefact.horizonMonths },
    flags,
    outOfRange: score.outOfRange?.split(',') ?? [],
    coverage: readCoverage(score.coverage),
    asOf,
    scoredAt,
  };
}

function favourableViews(codes: string): ReasonView[] {
  return listed(codes).map((code) => {
    const said = FAVOURABLE[code as ReasonCode];
    return { code, en: said?.en ?? code, zhCn: said?.zh ?? code };
  });
}

/** The groups of a stored score's points, by the cluster that each speaks of. */
function pointsView(text: string): PointsView {
  const { base, min, max, groups } = Points.parse(JSON.parse(text));
  const byCluster = new Map<ClusterName, number>();
  for (const { code, points } of groups) {
    const cluster = REASON_CODES.find((reason) => reason.code === code)?.cluster;
    invariant(cluster, 'a group of points is a reason of the catalogue');
    byCluster.set(cluster, (byCluster.get(cluster) ?? 0) + points);
  }
  const parts = [...byCluster].map(([cluster, points]) => ({ cluster, points }));
  return { base, parts, min, max };
}

const Points = z.object({
  base: z.number(),
  min: z.number(),
  max: z.number(),
  groups: z.array(z.object({ code: z.string(), points: z.number() })),
});

const listed = (codes: string): string[] => (codes === '' ? [] : codes.split(','));

function answerOf({ status, why, score, pd, band, pdLow, pdHigh }: StoredScore) {
  const pdInterval = pdLow === null || pdHigh === null ? null : { low: pdLow, high: pdHigh };
  const notScorable = why === null ? null : notScorableView(why);
  return { status, notScorable, score, pd, pdInterval, band };
}

function notScorableView(code: NotScorable): ReasonView {
  const { en, zh: zhCn } = NOT_SCORABLE[code];
  return { code, en, zhCn };
}

/** Stored reason codes in words, the costliest first. */
export function reasonViews(codes: string): ReasonView[] {
  return listed(codes).map((code) => {
    const found = REASON_CODES.find((reason) => reason.code === code);
    return { code, en: found?.en ?? code, zhCn: found?.zh ?? code };
  });
}
