import type { Application } from '#lending';
import type { ScoreView } from '#scoring';
import type { PolicyInput } from './policy/inputs.js';

/** What a policy is shown of a score and its application: no more than the recipient may see. */
export function inputOf(view: ScoreView, application: Application): PolicyInput {
  const { status, score, pd, band, flags, reasons, coverage } = view;
  return {
    status,
    score,
    pd,
    band,
    flags,
    reason_codes: reasons.map(({ code }) => code),
    withheld: coverage.withheld,
    not_requested: coverage.notRequested,
    missing: coverage.missing,
    unavailable: coverage.unavailable,
    amount_minor: application.amountMinor,
    currency: application.currency,
    requested_term_months: application.termMonths,
    product: application.product,
  };
}
