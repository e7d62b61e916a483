import type { OutsideAnswer } from '#adapters/outside';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** How long after the failure before each attempt is made: the first at once. */
export const PAUSES_MS = [
  0,
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
] as const;
/** A pause is longer by up to this part, so that what failed together does not come again together. */
const JITTER = 0.2;
/** A receiver's Retry-After is honoured up to this. */
const RETRY_AFTER_MAX_MS = 24 * HOUR_MS;
const GONE = 410;

/** What follows an attempt. */
export type AfterAttempt =
  | { readonly next: 'delivered' }
  | { readonly next: 'again'; readonly at: Date }
  | { readonly next: 'failed'; readonly gone: boolean };

/**
 * Decides what follows an attempt.
 *
 * @param attempts made so far, this one included; 1 or more
 * @param chance in [0, 1)
 * @source Standard Webhooks 1.0.0: only 2xx is success, 410 ends the endpoint
 */
export function afterAttempt(
  answer: OutsideAnswer,
  attempts: number,
  now: Date,
  chance: number,
): AfterAttempt {
  const status = 'status' in answer ? answer.status : 0;
  if (status >= 200 && status < 300) return { next: 'delivered' };
  if (status === GONE) return { next: 'failed', gone: true };
  const pauseMs = PAUSES_MS[attempts];
  if (pauseMs === undefined) return { next: 'failed', gone: false };
  const asked = 'status' in answer ? retryAfterMs(answer.retryAfter, now) : 0;
  const waitMs = Math.max(pauseMs * (1 + JITTER * chance), asked);
  return { next: 'again', at: new Date(now.getTime() + Math.ceil(waitMs)) };
}

/** Seconds, or an instant; 0 for anything else. @source RFC 9110, section 10.2.3 */
function retryAfterMs(text: string | undefined, now: Date): number {
  if (text === undefined) return 0;
  const ms = /^\d{1,10}$/.test(text) ? Number(text) * SECOND_MS : Date.parse(text) - now.getTime();
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), RETRY_AFTER_MAX_MS);
}
