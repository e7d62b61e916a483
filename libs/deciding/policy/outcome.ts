import { z } from 'zod';
import { ADVERSE_ACTIONS } from '#words';

/** What a policy may answer. */
export const DECISIONS = ['accept', 'refer', 'decline'] as const;

const CODES = ADVERSE_ACTIONS.map(({ code }) => code);
const MONTHS_MAX = 600;
const APR_BPS_MAX = 100_000;
const REASONS_MAX = 4;

/** What a policy says of one application. */
export const PolicyOutcome = z.strictObject({
  decision: z.enum(DECISIONS),
  /** The most that is lent, in minor units. */
  limit_minor: z.int().min(0).optional(),
  /** The annual percentage rate, in hundredths of a percent. */
  apr_bps: z.int().min(0).max(APR_BPS_MAX).optional(),
  term_months: z.int().min(1).max(MONTHS_MAX).optional(),
  /** Accepted on terms that are materially less favourable than the best. */
  less_favourable: z.boolean().optional(),
  /** The rules that decided, in the law's wording; without any, the score's reasons are the reasons. */
  reasons: z.array(z.enum(CODES)).max(REASONS_MAX).optional(),
  /** Whether the score counted too, so that its reasons follow the rules': true where not said. */
  score_counted: z.boolean().optional(),
});

/** What a policy says of one application. */
export type PolicyOutcome = z.infer<typeof PolicyOutcome>;

/** The names that a policy's outcome may have. */
export const OUTCOME_NAMES = Object.keys(PolicyOutcome.shape);
