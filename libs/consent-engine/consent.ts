import type { ConsentState } from './states.js';
import type { Cluster, ConsentTerms, FetchType, Frequency, Purpose } from './terms.js';

/** A request lapses this long after it was made, when nobody has answered. */
export const REQUEST_LAPSES_AFTER_MINUTES = 60;

/** A recipient's request, as far as its answer depends on it. */
export interface ConsentRequest {
  readonly status: ConsentState;
  /** At this instant the request has lapsed. */
  readonly lapsesAt: Date;
  readonly terms: ConsentTerms;
}

/** How often a consent was read in the calendar window that begins at `windowStart`. */
export interface Usage {
  /** Null before the first reading, and where readings are not counted (ONETIME). */
  readonly windowStart: Date | null;
  readonly count: number;
}

/** A granted consent, as far as a reading depends on it. The provider's row is the truth. */
export interface ConsentInForce {
  readonly consentId: string;
  readonly recipientTenantId: string;
  readonly status: ConsentState;
  /** The consent holds over [granted, endsAt). */
  readonly endsAt: Date;
  readonly purpose: Purpose;
  /** The recipient's reference of the application that the consent is about. */
  readonly applicationId: string;
  /** Needed and optional ones, whether granted or withheld. */
  readonly clustersAsked: readonly Cluster[];
  readonly clustersGranted: readonly Cluster[];
  readonly fetchType: FetchType;
  readonly frequency: Frequency | null;
  /** The borrower's IANA time zone, by whose calendar readings are counted. */
  readonly zone: string;
  readonly usage: Usage;
  /** The operation that used up a one-time consent. */
  readonly consumedBy: string | null;
}
