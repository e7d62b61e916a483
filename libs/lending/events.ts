import type { AuditEvent } from '#audit';
import type { Application } from './tables/application.js';

/** A subject applied for credit. */
export const applicationCreated = ({ applicationId, subjectId }: Application): AuditEvent => ({
  action: 'application.created',
  handled: false,
  outcome: 'success',
  resource: { kind: 'application', id: applicationId },
  subjectId,
});
