/** Challenges for an address within an hour that one visitor, or its own browsers, may open. */
export const CHALLENGES_PER_HOUR = 6;
/** Challenges for an address within an hour by all strangers: a mailbox must not be flooded. */
export const STRANGERS_PER_HOUR = 20;
/** Between two codes for one address and one visitor. */
export const RESEND_AFTER_SECONDS = 30;

/** Why no code is on its way, in the order in which it is checked. The same for any address. */
export type OpenChallengeRefusal =
  { readonly code: 'sign-in-too-many-codes' } | { readonly code: 'sign-in-code-just-sent' };

/** The challenges that one address has had within the last hour. */
export interface RecentChallenges {
  /** Of this visitor; of the address's own browsers, all together, when this is one of them. */
  readonly own: number;
  readonly newestOwn: Date | null;
  /** Of all browsers that had not signed in to the address before. */
  readonly strangers: number;
}

/**
 * Whether another code may go out.
 *
 * A browser that has signed in to the address before is counted with its like alone: whatever
 * strangers do, they keep nobody from signing in and taking back a consent.
 */
export function challengeRefusal(
  recent: RecentChallenges,
  knownBrowser: boolean,
  now: Date,
): OpenChallengeRefusal | undefined {
  const flooded = !knownBrowser && recent.strangers >= STRANGERS_PER_HOUR;
  if (flooded || recent.own >= CHALLENGES_PER_HOUR) return { code: 'sign-in-too-many-codes' };
  const waitedMs = recent.newestOwn ? now.getTime() - recent.newestOwn.getTime() : Infinity;
  return waitedMs < RESEND_AFTER_SECONDS * 1000 ? { code: 'sign-in-code-just-sent' } : undefined;
}
