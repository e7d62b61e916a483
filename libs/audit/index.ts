export { AuditModule } from './audit.module.js';
export type { AuditEvent, AuditOutcome } from './event.js';
export {
  type EventHandler,
  type HandledEvent,
  handlerFaults,
  handlerOperation,
  type HandlerQueue,
  type HandlerRegistration,
  OutboxPayload,
  type Patience,
} from './handler.js';
export { countFailure, giveUpEvent } from './give-up.js';
export { AUDIT_MIGRATIONS } from './migrations/index.js';
export { confirmEvent, type DueEvent, type Round, takeDueEvents } from './outbox.js';
export { type ActedEvent, type Acting, record } from './record.js';
export { recordAll } from './record-all.js';
export { schedule } from './schedule.js';
export type { EventFilter, EventView } from './search/event-filter.js';
export type { EventPlace } from './search/newest-first.js';
export { EVENTS_MAX, type EventPage, SearchEvents, type Searcher } from './search/search-events.js';
