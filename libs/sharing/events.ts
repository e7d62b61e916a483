import type { AuditEvent } from '#audit';
import type { GateRead } from './gate-types.js';

/** What an access event is about. In the provider's cell. */
export interface Access {
  readonly decisionId: string;
  /** As the provider knows the subject; undefined when it holds no such consent. */
  readonly subjectId: string | undefined;
  readonly read: Pick<GateRead, 'consentId' | 'recipientTenantId'>;
}

const event = (
  action: string,
  { decisionId, subjectId, read }: Access,
  more: Pick<AuditEvent, 'outcome' | 'details'>,
): AuditEvent => ({
  action,
  handled: false,
  outcome: more.outcome,
  resource: { kind: 'access', id: decisionId },
  consentId: read.consentId,
  ...(subjectId === undefined ? {} : { subjectId }),
  details: { recipient: read.recipientTenantId, ...more.details },
});

/** A recipient was given what the clusters hold; `again`: what it had been given before. */
export const accessAllowed = (
  access: Access,
  clusters: readonly string[],
  again: boolean,
): AuditEvent =>
  event('access.allowed', access, { outcome: 'success', details: { clusters, again } });

/** A recipient asked and was refused. */
export const accessDenied = (access: Access, code: string): AuditEvent =>
  event('access.denied', access, { outcome: 'denied', details: { code } });
