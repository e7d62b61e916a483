import type { Actor } from '#kernel';
import type { AuditEvent } from '#audit';
import type { ModelOwner } from './tables/model.js';

const model = (
  action: string,
  sha256: string,
  details: NonNullable<AuditEvent['details']>,
): AuditEvent => ({
  action,
  handled: false,
  outcome: 'success',
  resource: { kind: 'model', id: sha256 },
  details,
});

/** An act in control on an owner's model; its own log has it first, then those of the tenants. */
const inControl = (event: AuditEvent, { tenantId, mode }: ModelOwner, by: Actor): AuditEvent => ({
  ...event,
  handled: true,
  details: { ...event.details, tenant_id: tenantId, mode, by_kind: by.kind, by_id: by.id },
});

/** An artefact was trained here, or brought, and kept. */
export const modelRegistered = (
  owner: ModelOwner,
  registered: { readonly sha256: string; readonly how: 'trained' | 'imported' },
  by: Actor,
): AuditEvent =>
  inControl(model('model.registered', registered.sha256, { how: registered.how }), owner, by);

/** The owner let another tenant deploy an artefact. */
export const modelLicensed = (
  owner: ModelOwner,
  licensed: { readonly sha256: string; readonly recipientTenantId: string },
  by: Actor,
): AuditEvent =>
  inControl(
    model('model.licensed', licensed.sha256, { recipient: licensed.recipientTenantId }),
    owner,
    by,
  );

/** A tenant began to score with an artefact. */
export const modelDeployed = (sha256: string, kind: string): AuditEvent =>
  model('model.deployed', sha256, { kind });

/** Events of this capability that somebody handles. */
export const MODELS_HANDLED: readonly string[] = ['model.registered', 'model.licensed'];
