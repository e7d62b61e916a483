import { Module } from '@nestjs/common';
import { Clock } from '#kernel';
import { provide, UnitOfWork } from '#adapters/database';
import { Canary } from './canary.js';
import { Cells } from './cells.js';
import { CreateKey } from './create-key.js';
import { CreateTenant } from './create-tenant.js';
import { FollowKeyEvent } from './follow-key-event.js';
import { FollowTenantCreated } from './follow-tenant-created.js';
import { KeyUses } from './key-uses.js';
import { ListKeys } from './list-keys.js';
import { ListTenants } from './list-tenants.js';
import { RevokeKey } from './revoke-key.js';
import { RotateKey } from './rotate-key.js';
import { Tenants } from './tenants.js';
import { VerifyKey } from './verify-key.js';

const PROVIDERS = [
  provide(Cells, UnitOfWork),
  provide(Tenants, UnitOfWork),
  provide(Canary, UnitOfWork, Cells),
  provide(KeyUses, UnitOfWork),
  provide(VerifyKey, UnitOfWork, KeyUses, Clock),
  provide(CreateTenant, UnitOfWork, Cells, Canary, Clock),
  provide(ListTenants, UnitOfWork),
  provide(CreateKey, UnitOfWork, Tenants, Clock),
  provide(RotateKey, UnitOfWork, Clock),
  provide(RevokeKey, UnitOfWork, Clock),
  provide(ListKeys, UnitOfWork, Tenants),
  provide(FollowTenantCreated, UnitOfWork, Cells, Canary, Clock),
  provide(FollowKeyEvent, UnitOfWork, Cells, Clock),
];

/** Institutions, their cells and their keys. */
@Module({ providers: PROVIDERS, exports: PROVIDERS })
export class TenancyModule {}
