export { checkTerms, type TermAttribute, type TermsRefusal, unusualTerms } from './check-terms.js';
export {
  type ConsentInForce,
  type ConsentRequest,
  REQUEST_LAPSES_AFTER_MINUTES,
  type Usage,
} from './consent.js';
export {
  type AnswerRefusal,
  decideDecline,
  decideGrant,
  decideWithdrawal,
  type GrantDecision,
  type GrantedTerms,
  type GrantRefusal,
} from './decide-grant.js';
export {
  type ConsentRead,
  decideRead,
  decideReads,
  decideReplay,
  type Decision,
  type ReadCase,
  type ReadRefusal,
} from './decide-read.js';
export {
  type ConsentOfStored,
  decideStored,
  type StoredAnswers,
  type StoredDecision,
  type StoredRefusal,
} from './decide-stored.js';
export { limitsOf, PURPOSE_LIMITS, type TermLimits } from './purpose-limits.js';
export { recipientView, type RecipientView } from './recipient-view.js';
export { stateAt } from './standing.js';
export {
  type ConsentActor,
  type ConsentEvent,
  type ConsentState,
  isTerminal,
  type StateReason,
  transition,
  type Transition,
  type TransitionRefusal,
  TRANSITIONS,
} from './states.js';
export {
  type Cluster,
  clustersAsked,
  keptDays,
  type ConsentMode,
  type ConsentTerms,
  type FetchType,
  type Frequency,
  type FrequencyUnit,
  type Purpose,
  PURPOSES,
  SHAREABLE_CLUSTERS,
  type SubjectKind,
} from './terms.js';
export { type CalendarWindow, calendarWindow, isZone, windowStart } from './window.js';
