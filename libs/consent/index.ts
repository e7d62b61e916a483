export { ClaimRequest, type Claimed, type ClaimRequestRefusal } from './claim-request.js';
export { ConsentModule } from './consent.module.js';
export { DeclineRequest, type Declined, type DeclineRequestRefusal } from './decline-request.js';
export { type ConsentPlace, Directory, type Parties } from './directory.js';
export { CONSENT_HANDLED, consentClaimed, consentConsumed } from './events.js';
export {
  type ConsentGrant,
  GrantConsent,
  type GrantConsentRefusal,
  type GrantEvidence,
} from './grant-consent.js';
export { CONSENTS_LISTED_MAX, ListConsents, type ListedConsent } from './list-consents.js';
export { type Match, MatchBorrower, type MatchedSubject } from './match-borrower.js';
export { CONSENT_MIGRATIONS } from './migrations/index.js';
export { type OpenedRequest, OpenRequest, type OpenRequestRefusal } from './open-request.js';
export { type ConsentInFull, ReadConsent, type ReadConsentRefusal } from './read-consent.js';
export { ReadRequest, type ReadRequestRefusal, type RequestView, viewOf } from './read-request.js';
export {
  type ConsentRoute,
  knownRoute,
  readRequestRoute,
  type RouteRefusal,
} from './read-request-route.js';
export {
  type ConsentAsked,
  RequestConsent,
  type RequestConsentRefusal,
} from './request-consent.js';
export { SettleConsents } from './settle-consents.js';
export { CONSENT_SWEEPS } from './sweeps.js';
export {
  type ConsentReading,
  countReads,
  type HeldConsent,
  lockConsents,
  readConsents,
} from './tables/consent.js';
export { markRequests, type RequestMark, type StoredRequest } from './tables/consent-request.js';
export {
  type Withdrawn,
  WithdrawConsent,
  type WithdrawConsentRefusal,
} from './withdraw-consent.js';
