import { z } from 'zod';
import { plainText, utcInstant } from './values.js';

/** The legal bases on which a tenant may process a subject's data. */
export const BASES = ['contract', 'legitimate_interest', 'consent', 'legal_obligation'] as const;

/** Why, under which notice and over which time [from, until) a tenant processes a subject's data. */
export interface ProcessingBasis {
  readonly basis: (typeof BASES)[number];
  readonly purpose: string;
  readonly notice: string;
  readonly from: Date;
  /** Null: without an end. */
  readonly until: Date | null;
}

/** What decides whether a subject may be processed. */
export interface BasisHolder {
  readonly basis: ProcessingBasis | null;
  /** When the subject objected; null when they did not. */
  readonly objectedAt: Date | null;
}

/** Whether a subject may be processed now, or why not. */
export type BasisState = 'ok' | 'objected' | 'none' | 'not-yet' | 'ended';

/**
 * Whether a subject may be processed at `now`.
 *
 * Two reasons at once report the first of: objected, none, not-yet, ended. A basis that ends at
 * `now` has ended.
 */
export function basisState({ basis, objectedAt }: BasisHolder, now: Date): BasisState {
  if (objectedAt !== null && objectedAt <= now) return 'objected';
  if (basis === null) return 'none';
  if (now < basis.from) return 'not-yet';
  return basis.until !== null && basis.until <= now ? 'ended' : 'ok';
}

/** A processing basis as it comes in. */
export const BasisInput = z
  .strictObject({
    basis: z.enum(BASES),
    purpose: plainText(200),
    notice: plainText(200),
    from: utcInstant(),
    until: utcInstant().nullable().optional(),
  })
  .refine(({ from, until }) => until == null || Date.parse(from) < Date.parse(until), {
    path: ['until'],
    error: 'must be after from',
    params: { rule: 'out-of-range' },
  });

/** A processing basis that was checked. */
export type BasisInput = z.infer<typeof BasisInput>;

/** The basis that an input names. */
export function basisOf(input: BasisInput): ProcessingBasis {
  const { basis, purpose, notice, from, until } = input;
  return { basis, purpose, notice, from: new Date(from), until: until ? new Date(until) : null };
}
