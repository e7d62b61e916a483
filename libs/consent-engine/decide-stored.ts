import { DateTime } from 'luxon';
import type { ConsentInForce } from './consent.js';
import {
  EXPIRED,
  firstRefusal,
  NOT_AUTHORISED,
  RECIPIENT,
  REVOKED,
  type StandingQuestion,
  type StandingRefusal,
  type Step,
} from './standing.js';

/** Why stored answers are not given again, in the order in which the reasons are checked. */
export type StoredRefusal =
  StandingRefusal | { readonly code: 'sharing-data-life-over'; readonly endedAt: Date };

/** A consent, as far as answers already made under it depend on it. */
export interface ConsentOfStored extends Pick<
  ConsentInForce,
  'recipientTenantId' | 'status' | 'endsAt'
> {
  /** An answer may be kept over [made, made + dataLifeDays), and never at `endsAt` or later. */
  readonly dataLifeDays: number;
}

/** What a recipient wants to see again of what was made under one consent. */
export interface StoredAnswers {
  readonly recipientTenantId: string;
  /** When each of the answers was made. */
  readonly madeAt: readonly Date[];
}

/** Whether stored answers may be given again. */
export type StoredDecision =
  | {
      readonly allowed: true;
      /** An answer made at this instant or before it is over, and must be left out. */
      readonly madeAfter: Date;
    }
  | { readonly allowed: false; readonly refusal: StoredRefusal };

interface Question extends StandingQuestion {
  readonly consent: ConsentOfStored;
  readonly read: StoredAnswers;
}

/** Refuses when there were answers and the time of every one is over. */
export const DATA_LIFE: Step<Question, StoredRefusal> = {
  name: 'data life',
  refuses: ({ consent, read, now }) => {
    if (read.madeAt.length === 0) return undefined;
    const latest = new Date(Math.max(...read.madeAt.map((at) => at.getTime())));
    const endedAt = plusDays(latest, consent.dataLifeDays);
    return endedAt <= now ? { code: 'sharing-data-life-over', endedAt } : undefined;
  },
};

/**
 * The order is part of the contract: an ended consent answers nobody, even within the time for
 * which its answers could be kept, and says so rather than that this time is over. A used-up consent
 * still shows what it was used for, until it ends or the borrower takes it back.
 */
const STORED_STEPS: readonly Step<Question, StoredRefusal>[] = [
  RECIPIENT,
  REVOKED,
  EXPIRED,
  NOT_AUTHORISED,
  DATA_LIFE,
];

/**
 * Whether answers made earlier under a consent may be given again. Nothing is counted and no state
 * moves. The caller holds the consent's row locked, and leaves out what was not made after
 * `madeAfter`.
 *
 * @param consent undefined when the provider has none of that id
 */
export function decideStored(
  consent: ConsentOfStored | undefined,
  read: StoredAnswers,
  now: Date,
): StoredDecision {
  if (!consent) return { allowed: false, refusal: { code: 'consent-not-found' } };
  const refusal = firstRefusal(STORED_STEPS, { consent, read, now });
  if (refusal) return { allowed: false, refusal };
  return { allowed: true, madeAfter: plusDays(now, -consent.dataLifeDays) };
}

const plusDays = (at: Date, days: number): Date =>
  DateTime.fromJSDate(at, { zone: 'utc' }).plus({ days }).toJSDate();
