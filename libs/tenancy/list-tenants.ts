import { CONTROL_CELL, type UnitOfWork } from '#adapters/database';
import { assertPlatform, type PlatformActor } from './platform-actor.js';
import { listTenants } from './tables/tenant.js';
import type { Tenant } from './tenant.js';

/** Tenants of a page at most. */
const PAGE_MAX = 200;

/** The institutions, in order of slug. */
export class ListTenants {
  constructor(private readonly work: UnitOfWork) {}

  /** Those after the slug, at most `limit` (and 200). */
  async execute(actor: PlatformActor, afterSlug: string, limit: number): Promise<Tenant[]> {
    assertPlatform(actor);
    return this.work.run(CONTROL_CELL, (tx) =>
      listTenants(tx, afterSlug, Math.min(limit, PAGE_MAX)),
    );
  }
}
