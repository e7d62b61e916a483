import { err, ok, type Result } from '#kernel';
import { CONTROL_CELL, type UnitOfWork } from '#adapters/database';
import type { ApiKeyRecord } from './api-key.js';
import { assertPlatform, type PlatformActor } from './platform-actor.js';
import { listKeys } from './tables/api-key.js';
import type { Tenants } from './tenants.js';

/** Keys of a tenant that are listed, the oldest first. */
const KEYS_MAX = 1000;

/** Why keys were not listed. */
export interface ListKeysRefusal {
  readonly code: 'tenant-not-found';
}

/** A tenant's keys, those revoked too, without their secrets. */
export class ListKeys {
  constructor(
    private readonly work: UnitOfWork,
    private readonly tenants: Tenants,
  ) {}

  /** At most 1,000. */
  async execute(
    actor: PlatformActor,
    slug: string,
  ): Promise<Result<readonly ApiKeyRecord[], ListKeysRefusal>> {
    assertPlatform(actor);
    const tenant = await this.tenants.bySlug(slug);
    if (!tenant) return err({ code: 'tenant-not-found' });
    const stored = await this.work.run(CONTROL_CELL, (tx) =>
      listKeys(tx, tenant.tenantId, KEYS_MAX),
    );
    return ok(stored.map((key) => key.record));
  }
}
