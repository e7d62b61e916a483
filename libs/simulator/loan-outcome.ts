import type { Draws } from './draws.js';
import { exp, squareRoot } from './elementary.js';
import type { Era } from './era.js';
import type { LoanTerms } from './loan-terms.js';

/** Vintage 0 is issued in this month, vintage 35 in the month that observation ends. */
const FIRST_VINTAGE_MONTH = -35;
const SEASONING_MONTHS = 12;
const VINTAGE_MID = 18;

/** Odds of default in the months on book, month 1 at index 0. §3 of the specification. */
export function loanOdds(
  era: Era,
  terms: LoanTerms,
  who: { readonly theta: number; readonly multi: boolean; readonly vintageEffect: number },
): Float64Array {
  const burden = Math.min(0.3, terms.instalment / (terms.income / 12)) - 0.08;
  const log =
    -4.9 +
    1.15 * who.theta +
    who.vintageEffect +
    2 * burden +
    (who.multi ? 0.25 : 0) +
    (terms.term === 60 ? 0.15 : 0) +
    0.045 * (terms.ratePercent - 14.5);
  const root = squareRoot(terms.hazardRatio);
  const level = exp(log) * root;
  return Float64Array.from({ length: terms.term }, (_, n) => {
    const calendar = era.loanEconomy[terms.vintage + n + 1];
    return level * SEASONING[n] * calendar;
  });
}

/** g = (k/12) e^(1 - k/12): the hazard rises to its peak at month 12. */
const SEASONING = Float64Array.from({ length: 60 }, (_, n) => {
  const x = (n + 1) / SEASONING_MONTHS;
  return x * exp(1 - x);
});

/** Chance of prepayment in a month on book, counted from 1. */
function prepayment(month: number): number {
  return 0.008 + 0.012 * Math.min(1, month / SEASONING_MONTHS);
}

/** The exact probability of default by a month on book, prepayment taking some away before. */
export function loanDefaultProbability(odds: Float64Array, months: number): number {
  let open = 1;
  let defaulted = 0;
  for (let n = 0; n < Math.min(months, odds.length); n++) {
    const hazard = odds[n] / (1 + odds[n]);
    defaulted += open * hazard;
    open *= (1 - hazard) * (1 - prepayment(n + 1));
  }
  return defaulted;
}

/** How a loan ends: at most one of the two months is finite. */
export interface LoanEnd {
  readonly defaultMonth: number;
  readonly prepaidMonth: number;
}

/** Draws the end of a loan from the numbers at hand; both Infinity when it runs its term. */
export function drawEnd(draws: Draws, odds: Float64Array): LoanEnd {
  for (let n = 0; n < odds.length; n++) {
    const strike = draws.uniform();
    const prepay = draws.uniform();
    if (strike < odds[n] / (1 + odds[n])) return { defaultMonth: n + 1, prepaidMonth: Infinity };
    if (prepay < prepayment(n + 1)) return { defaultMonth: Infinity, prepaidMonth: n + 1 };
  }
  return { defaultMonth: Infinity, prepaidMonth: Infinity };
}

/** The quality of a vintage, the same for all its loans: ν = .10ε + .008(v - 18). */
export function vintageEffect(normal: number, vintage: number): number {
  return 0.1 * normal + 0.008 * (vintage - VINTAGE_MID);
}

/** The calendar month of issue. */
export function issueMonth(vintage: number): number {
  return FIRST_VINTAGE_MONTH + vintage;
}
