export { CONSENT_HANDLED, consentClaimed, consentConsumed } from './events.js';
export { CONSENT_MIGRATIONS } from './migrations/index.js';
export {
  type ConsentRoute,
  knownRoute,
  readRequestRoute,
  type RouteRefusal,
} from './read-request-route.js';
export {
  countReads,
  type HeldConsent,
  lockConsents,
  type ReadConsent as ConsentReading,
} from './tables/consent.js';
export { markRequests, type RequestMark } from './tables/consent-request.js';
