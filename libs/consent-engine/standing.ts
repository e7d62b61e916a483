import type { ConsentInForce } from './consent.js';
import type { ConsentState } from './states.js';

/** A named step: what refuses, if anything does. */
export interface Step<Question, Refusal> {
  readonly name: string;
  readonly refuses: (question: Question) => Refusal | undefined;
}

/** What is asked of every consent: whose it is, and whether it stands at this instant. */
export interface StandingQuestion {
  readonly consent: Pick<ConsentInForce, 'recipientTenantId' | 'status' | 'endsAt'>;
  readonly read: { readonly recipientTenantId: string };
  readonly now: Date;
}

/** Why a consent does not stand. */
export type StandingRefusal =
  | { readonly code: 'consent-not-found' }
  | { readonly code: 'consent-revoked' }
  | { readonly code: 'consent-expired'; readonly endedAt: Date }
  | { readonly code: 'consent-not-authorised' };

type StandingStep = Step<StandingQuestion, StandingRefusal>;

/** Another recipient's consent answers as an absent one does. */
export const RECIPIENT: StandingStep = {
  name: 'recipient',
  refuses: ({ consent, read }) =>
    consent.recipientTenantId === read.recipientTenantId
      ? undefined
      : { code: 'consent-not-found' },
};

/** A withdrawn consent answers nobody. */
export const REVOKED: StandingStep = {
  name: 'revoked',
  refuses: ({ consent }) =>
    consent.status === 'REVOKED' ? { code: 'consent-revoked' } : undefined,
};

/** The instant decides, not the sweep that writes the state down later. */
export const EXPIRED: StandingStep = {
  name: 'expired',
  refuses: ({ consent, now }) =>
    consent.status === 'EXPIRED' || (wasGranted(consent.status) && consent.endsAt <= now)
      ? { code: 'consent-expired', endedAt: consent.endsAt }
      : undefined,
};

/** What the borrower never said yes to. */
export const NOT_AUTHORISED: StandingStep = {
  name: 'not authorised',
  refuses: ({ consent }) =>
    wasGranted(consent.status) ? undefined : { code: 'consent-not-authorised' },
};

/** Where a consent stands at `now`: one whose period is over has ended, swept or not. */
export function stateAt(status: ConsentState, endsAt: Date | null, now: Date): ConsentState {
  const held = status === 'AUTHORISED' || status === 'ACTIVE';
  return held && endsAt !== null && endsAt <= now ? 'EXPIRED' : status;
}

/** What the first step that refuses says; undefined when none does. */
export function firstRefusal<Question, Refusal>(
  steps: readonly Step<Question, Refusal>[],
  question: Question,
): Refusal | undefined {
  for (const step of steps) {
    const refusal = step.refuses(question);
    if (refusal) return refusal;
  }
  return undefined;
}

function wasGranted(status: ConsentState): boolean {
  return status === 'AUTHORISED' || status === 'ACTIVE' || status === 'CONSUMED';
}
