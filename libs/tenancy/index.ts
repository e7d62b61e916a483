export type { ApiKeyRecord, NewApiKey } from './api-key.js';
export { Canary } from './canary.js';
export { Cells } from './cells.js';
export { CreateKey, type CreateKeyRefusal, type KeyWish } from './create-key.js';
export {
  CreateTenant,
  JURISDICTION_DEFAULT,
  type CreateTenantRefusal,
  type NewTenant,
} from './create-tenant.js';
export { TENANCY_HANDLED } from './events.js';
export { TENANCY_HANDLERS } from './handlers.js';
export { ListKeys, type ListKeysRefusal } from './list-keys.js';
export { ListTenants } from './list-tenants.js';
export { TENANCY_MIGRATIONS } from './migrations/index.js';
export type { PlatformActor } from './platform-actor.js';
export { RevokeKey, type RevokeKeyRefusal } from './revoke-key.js';
export { RotateKey, type RotateKeyRefusal } from './rotate-key.js';
export { isScope, type Scope, SCOPES } from './scopes.js';
export { TenancyModule } from './tenancy.module.js';
export type { Tenant, TenantRole } from './tenant.js';
export { Tenants } from './tenants.js';
export { VerifyKey, type VerifyKeyRefusal } from './verify-key.js';
