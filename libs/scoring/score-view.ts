import {
  NOT_SCORABLE,
  type NotScorable,
  type PdInterval,
  REASON_CODES,
  type ScoreState,
} from '#score-engine';
import type { ReadyModel } from '#models';
import { type Coverage, readCoverage } from './coverage.js';
import { type FlagName, flagNames } from './flags.js';
import type { StoredScore } from './tables/score.js';

/** A reason in words. */
export interface ReasonView {
  readonly code: string;
  readonly en: string;
  readonly zhCn: string;
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
    model: { sha256, event: artefact.event, horizonMonths: artefact.horizonMonths },
    flags,
    outOfRange: score.outOfRange?.split(',') ?? [],
    coverage: readCoverage(score.coverage),
    asOf,
    scoredAt,
  };
}

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
  if (codes === '') return [];
  return codes.split(',').map((code) => {
    const found = REASON_CODES.find((reason) => reason.code === code);
    return { code, en: found?.en ?? code, zhCn: found?.zh ?? code };
  });
}
