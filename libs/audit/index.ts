export type { AuditEvent, AuditOutcome } from './event.js';
export {
  type EventHandler,
  type HandledEvent,
  handlerFaults,
  handlerOperation,
  type HandlerQueue,
  type HandlerRegistration,
  OutboxPayload,
} from './handler.js';
export { AUDIT_MIGRATIONS } from './migrations/index.js';
export { confirmEvent, type DueEvent, takeDueEvents } from './outbox.js';
export { entryValues, record } from './record.js';
export { type ActedEvent, recordAll } from './record-all.js';
