import type { FetchType, FrequencyUnit, Purpose } from './terms.js';

/** One upper bound, and the value up to which it is nothing out of the ordinary. */
export interface Bound {
  readonly max: number;
  readonly usual: number;
}

/** The bounds of what may be asked for one purpose in one way of fetching. All inclusive. */
export interface TermLimits {
  readonly days: Bound;
  readonly dataLifeDays: Bound;
  readonly historyMonths: Bound;
  /** Null where data are read once. */
  readonly frequency: Readonly<Record<FrequencyUnit, Bound>> | null;
}

/**
 * What may be asked, by purpose and way of fetching; a purpose without an entry cannot be asked.
 *
 * @source consent.md section 1 row 6: the idea of fair-use templates, with bounds of our own
 */
export const PURPOSE_LIMITS: {
  readonly [P in Purpose]?: { readonly [F in FetchType]?: TermLimits };
} = {
  underwriting: {
    ONETIME: {
      days: { max: 45, usual: 31 },
      dataLifeDays: { max: 365, usual: 180 },
      historyMonths: { max: 36, usual: 24 },
      frequency: null,
    },
    PERIODIC: {
      days: { max: 365, usual: 180 },
      dataLifeDays: { max: 365, usual: 180 },
      historyMonths: { max: 36, usual: 24 },
      frequency: { DAY: { max: 24, usual: 4 }, MONTH: { max: 120, usual: 31 } },
    },
  },
};

/** The bounds for a purpose and a way of fetching; undefined when that cannot be asked. */
export const limitsOf = (purpose: Purpose, fetchType: FetchType): TermLimits | undefined =>
  PURPOSE_LIMITS[purpose]?.[fetchType];
