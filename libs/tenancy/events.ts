import type { Actor } from '#kernel';
import type { AuditEvent } from '#audit';
import type { ApiKeyRecord } from './api-key.js';
import type { Tenant } from './tenant.js';

/** What became of a key. */
export type KeyAction = 'api_key.created' | 'api_key.rotated' | 'api_key.revoked';

/** An institution was created, with its cells. */
export const tenantCreated = (tenant: Tenant, liveCells: number): AuditEvent => ({
  action: 'tenant.created',
  handled: true,
  outcome: 'success',
  resource: { kind: 'tenant', id: tenant.tenantId },
  details: { slug: tenant.slug, roles: [...tenant.roles], live_cells: liveCells },
});

/** A key was created, rotated or revoked. Control's log has it first, then its tenant's own. */
export const keyEvent = (
  action: KeyAction,
  key: Pick<ApiKeyRecord, 'keyId' | 'tenantId' | 'mode' | 'scopes'>,
  by: Actor,
): AuditEvent => ({
  action,
  handled: true,
  outcome: 'success',
  resource: { kind: 'api_key', id: key.keyId },
  details: {
    tenant_id: key.tenantId,
    mode: key.mode,
    scopes: [...key.scopes],
    by_kind: by.kind,
    by_id: by.id,
  },
});

/** The actions of this capability that somebody handles. */
export const TENANCY_HANDLED: readonly string[] = [
  'tenant.created',
  'api_key.created',
  'api_key.rotated',
  'api_key.revoked',
];
