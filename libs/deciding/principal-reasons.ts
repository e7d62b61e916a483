import type { PolicyInput } from './policy/inputs.js';
import type { PolicyOutcome } from './policy/outcome.js';
import type { Decision } from './tables/decision.js';

/** Reasons that are told, at most. */
export const REASONS_TOLD_MAX = 4;

/** Why it was decided so: a rule, in the law's wording, what cost points of the score, or a person. */
export interface PrincipalReason {
  readonly from: 'person' | 'rule' | 'score';
  readonly code: string;
}

/**
 * The principal reasons of a decision: the rules that decided come first, then what cost points,
 * where the score counted. That the score was too low is no reason and never one of them: a policy
 * that declines by the score alone has the score's own reasons for its principal ones.
 *
 * @source 12 CFR 1002.9(b)(2) and its comments
 */
export function principalReasons(
  { reasons = [], score_counted: counted = true }: PolicyOutcome,
  { status, reason_codes: codes }: Pick<PolicyInput, 'status' | 'reason_codes'>,
): readonly PrincipalReason[] {
  const rules = [...new Set(reasons)].map((code) => ({ from: 'rule', code }) as const);
  const scores = counted && status === 'scored' ? codes : [];
  return [...rules, ...scores.map((code) => ({ from: 'score', code }) as const)].slice(
    0,
    REASONS_TOLD_MAX,
  );
}

/** The principal reasons as they stand: a person who resolved a referral has the last word. */
export function standingReasons({
  outcome,
  input,
  review,
}: Pick<Decision, 'outcome' | 'input' | 'review'>): readonly PrincipalReason[] {
  if (!review) return principalReasons(outcome, input);
  return review.reasons.slice(0, REASONS_TOLD_MAX).map((code) => ({ from: 'person', code }));
}
