import { stateAt } from './standing.js';
import type { ConsentState } from './states.js';

/** What is told of a request: its state, and the instant at which an open one lapses. */
export interface RecipientView {
  readonly status: ConsentState;
}

/**
 * What the recipient sees of its own request.
 *
 * A refusal, a person whom nobody knows, and silence are one and the same to the recipient: open
 * until the request's time is over, and rejected without a reason from that instant on. Otherwise
 * the answer would tell whether the provider knows the person, or that the person has said no.
 * A granted one has expired from the instant on at which its period is over.
 */
export function recipientView(
  request: {
    readonly status: ConsentState;
    readonly lapsesAt: Date;
    /** The end of the consent's period; null until the request is granted. */
    readonly expiresAt: Date | null;
  },
  now: Date,
): RecipientView {
  const unanswered = request.status === 'AWAITING_AUTHORISATION' || request.status === 'REJECTED';
  if (!unanswered) return { status: stateAt(request.status, request.expiresAt, now) };
  return { status: request.lapsesAt <= now ? 'REJECTED' : 'AWAITING_AUTHORISATION' };
}
