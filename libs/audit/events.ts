import type { AuditEvent } from './event.js';
import type { HandledEvent } from './handler.js';

const ofLog = (
  action: string,
  tenantId: string,
  details: NonNullable<AuditEvent['details']>,
): AuditEvent => ({
  action,
  handled: false,
  outcome: 'success',
  resource: { kind: 'audit_log', id: tenantId },
  details,
});

/** What a search was: the names of its filters, and how many events it gave. */
export interface SearchFacts {
  readonly filters: readonly string[];
  readonly rows: number;
}

/** Somebody was shown a page of a tenant's log. */
export const auditSearched = (tenantId: string, facts: SearchFacts): AuditEvent =>
  ofLog('audit.searched', tenantId, { ...facts });

/** Somebody is about to be given a tenant's log as a file: written before its first byte. */
export const auditExportStarted = (tenantId: string, filters: readonly string[]): AuditEvent =>
  ofLog('audit.export_started', tenantId, { filters });

/** A file ended: whole, or broken off after at most so many events. */
export const auditExported = (
  tenantId: string,
  facts: SearchFacts,
  isWhole: boolean,
): AuditEvent => ({
  ...ofLog('audit.exported', tenantId, { ...facts }),
  outcome: isWhole ? 'success' : 'failure',
});

/** What was to follow an event did not come about, however often it was tried. */
export const eventGivenUp = (
  { id, action, payload }: HandledEvent,
  failures: number,
): AuditEvent => ({
  action: 'event.given_up',
  handled: false,
  outcome: 'failure',
  resource: { kind: 'event', id },
  ...(payload.subject_id === undefined ? {} : { subjectId: payload.subject_id }),
  ...(payload.consent_id === undefined ? {} : { consentId: payload.consent_id }),
  details: { action, failures },
});
