import type { z } from 'zod';
import type { ApiKeyRecord, NewApiKey, Tenant } from '#tenancy';
import type { KeysOut, NewKeyOut, TenantOut } from './schema.js';

/** An institution on the wire. */
export const presentTenant = (tenant: Tenant): z.infer<typeof TenantOut> => ({
  tenant_id: tenant.tenantId,
  slug: tenant.slug,
  legal_name: tenant.legalName,
  trading_name: tenant.tradingName,
  roles: [...tenant.roles],
  jurisdiction: tenant.jurisdiction,
  created_at: tenant.createdAt.toISOString(),
});

/** A key on the wire, without its secret. */
export const presentKey = (key: ApiKeyRecord): z.infer<typeof KeysOut>['keys'][number] => ({
  key_id: key.keyId,
  mode: key.mode,
  name: key.name,
  scopes: [...key.scopes],
  created_at: key.createdAt.toISOString(),
  expires_at: key.expiresAt?.toISOString() ?? null,
  revoked_at: key.revokedAt?.toISOString() ?? null,
  last_used_at: key.lastUsedAt?.toISOString() ?? null,
  rotated_from: key.rotatedFrom,
});

/** A key on the wire as it is shown once. */
export const presentNewKey = ({ key, record }: NewApiKey): z.infer<typeof NewKeyOut> => ({
  ...presentKey(record),
  key: key ?? null,
});
