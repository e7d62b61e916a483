import type { AuditEvent } from '#audit';

const model = (action: string, sha256: string, details: AuditEvent['details']): AuditEvent => ({
  action,
  handled: false,
  outcome: 'success',
  resource: { kind: 'model', id: sha256 },
  ...(details === undefined ? {} : { details }),
});

/** An artefact was trained here, or brought, and kept. */
export const modelRegistered = (sha256: string, how: 'trained' | 'imported'): AuditEvent =>
  model('model.registered', sha256, { how });

/** A tenant began to score with an artefact. */
export const modelDeployed = (sha256: string, kind: string): AuditEvent =>
  model('model.deployed', sha256, { kind });

/** The owner let another tenant deploy an artefact. */
export const modelLicensed = (sha256: string, recipientTenantId: string): AuditEvent =>
  model('model.licensed', sha256, { recipient: recipientTenantId });

/** Events of this capability that somebody handles. */
export const MODELS_HANDLED: readonly string[] = [];
