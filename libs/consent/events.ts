import type { AuditEvent } from '#audit';
import type { Cluster } from '#consent-engine';

/** Whose half of the event it is: the same deed is told once in each institution's cell. */
interface Told {
  readonly consentId: string;
  /** The subject as this cell's tenant knows it. */
  readonly subjectId: string;
}

const event = (
  action: string,
  { consentId, subjectId }: Told,
  more: Partial<AuditEvent> = {},
): AuditEvent => ({
  action,
  handled: false,
  outcome: 'success',
  resource: { kind: 'consent', id: consentId },
  subjectId,
  consentId,
  ...more,
});

/** A recipient asked. In the recipient's cell. */
export const consentRequested = (
  told: Told,
  details: { readonly provider: string; readonly purpose: string },
): AuditEvent => event('consent.requested', told, { details });

/** What both sides may know of a grant. */
export interface GrantDetails {
  readonly clusters: readonly Cluster[];
  readonly withheld: readonly Cluster[];
  readonly expires_at: string;
  readonly receipt: string;
}

/** A borrower said yes. The receipt goes out by the provider's half. */
export const consentGranted = (told: Told, details: GrantDetails): AuditEvent =>
  event('consent.granted', told, { handled: true, details: { ...details } });

/** A borrower said no. In the provider's cell alone: the recipient must not be able to tell. */
export const consentDeclined = (told: Told): AuditEvent =>
  event('consent.declined', told, { outcome: 'denied' });

/** A request's time is over, whether nobody answered or the answer was no. In the recipient's cell. */
export const consentLapsed = (told: Told): AuditEvent =>
  event('consent.lapsed', told, { handled: true });

/** A borrower took it back. The receipt goes out by the provider's half. */
export const consentWithdrawn = (told: Told, details: { readonly receipt: string }): AuditEvent =>
  event('consent.withdrawn', told, { handled: true, details });

/** The recipient used the consent for the first time. */
export const consentClaimed = (told: Told): AuditEvent => event('consent.claimed', told);

/** The one use of a one-time consent was made. */
export const consentConsumed = (told: Told): AuditEvent => event('consent.consumed', told);

/** The consent's period is over. */
export const consentExpired = (told: Told): AuditEvent =>
  event('consent.expired', told, { handled: true });

/**
 * Somebody with the link gave an address; how many of the provider's subjects it could be. In
 * control's own log: neither institution may learn whether the other knows a person.
 */
export const consentClaimTried = (consentId: string, matches: number): AuditEvent => ({
  action: 'consent.claim_tried',
  handled: false,
  outcome: matches > 0 ? 'success' : 'denied',
  resource: { kind: 'consent', id: consentId },
  consentId,
});

/** The actions that some capability further right handles. */
export const CONSENT_HANDLED: readonly string[] = [
  'consent.granted',
  'consent.withdrawn',
  'consent.expired',
  'consent.lapsed',
];
