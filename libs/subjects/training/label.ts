import type { ObservedSubject } from '../tables/training.js';

/** The days of the outcome that is asked for, [from, until). */
export interface OutcomeWindow {
  readonly from: string;
  readonly until: string;
}

/**
 * The window after one instant and up to another, in UTC days: what is dated on a day is told after
 * that day's first instant.
 */
export const outcomeWindow = (asOf: Date, until: Date): OutcomeWindow => ({
  from: dayOf(asOf),
  until: dayOf(until),
});

/**
 * 1 when the subject defaulted within the window, 0 when they are known not to have; undefined when
 * that is not known: not observed over the whole of it, or in default before it began.
 */
export function labelOf(
  { observed_from, observed_until, defaulted_on }: ObservedSubject['outcome'],
  { from, until }: OutcomeWindow,
): 0 | 1 | undefined {
  if (defaulted_on !== null && defaulted_on < from) return undefined;
  if (observed_from > from) return undefined;
  if (defaulted_on !== null && defaulted_on < until) return 1;
  return observed_until < until ? undefined : 0;
}

const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);
