import { REASON_CODES } from '#score-engine';
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
  readonly score: number;
  readonly atBound: boolean;
  /** Probability of `model.event` within `model.horizonMonths`, in (0, 1). */
  readonly pd: number;
  readonly band: string;
  readonly reasons: readonly ReasonView[];
  readonly model: {
    readonly sha256: string;
    readonly event: string;
    readonly horizonMonths: number;
  };
  readonly flags: readonly FlagName[];
  readonly coverage: Coverage;
  readonly asOf: Date;
  readonly scoredAt: Date;
}

/** Says a stored score in full: its reasons in words, its model's event and horizon. */
export function scoreView(score: StoredScore, { sha256, artefact }: ReadyModel): ScoreView {
  const { scoreId, subjectId, consentId, applicationId, pd, band, asOf, scoredAt } = score;
  const flags = flagNames(score.flags);
  return {
    scoreId,
    subjectId,
    consentId,
    applicationId,
    score: score.score,
    atBound: flags.includes('at_bound'),
    pd,
    band,
    reasons: reasonViews(score.reasons),
    model: { sha256, event: artefact.event, horizonMonths: artefact.horizonMonths },
    flags,
    coverage: readCoverage(score.coverage),
    asOf,
    scoredAt,
  };
}

/** Stored reason codes in words, the costliest first. */
export function reasonViews(codes: string): ReasonView[] {
  if (codes === '') return [];
  return codes.split(',').map((code) => {
    const found = REASON_CODES.find((reason) => reason.code === code);
    return { code, en: found?.en ?? code, zhCn: found?.zh ?? code };
  });
}
