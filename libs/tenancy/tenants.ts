import { CONTROL_CELL, type UnitOfWork } from '#adapters/database';
import { readTenantById, readTenantBySlug } from './tables/tenant.js';
import type { Tenant } from './tenant.js';

/** Institutions by slug or id; those found stay in memory, as nothing of them changes. */
export class Tenants {
  private readonly bySlugFound = new Map<string, Tenant>();
  private readonly byIdFound = new Map<string, Tenant>();

  constructor(private readonly work: UnitOfWork) {}

  /** The tenant of the slug; undefined when there is none. */
  async bySlug(slug: string): Promise<Tenant | undefined> {
    const found = this.bySlugFound.get(slug);
    if (found) return found;
    return this.keep(await this.work.run(CONTROL_CELL, (tx) => readTenantBySlug(tx, slug)));
  }

  /** The tenant of the id; undefined when there is none. */
  async byId(tenantId: string): Promise<Tenant | undefined> {
    const found = this.byIdFound.get(tenantId);
    if (found) return found;
    return this.keep(await this.work.run(CONTROL_CELL, (tx) => readTenantById(tx, tenantId)));
  }

  private keep(tenant: Tenant | undefined): Tenant | undefined {
    if (tenant) {
      this.bySlugFound.set(tenant.slug, tenant);
      this.byIdFound.set(tenant.tenantId, tenant);
    }
    return tenant;
  }
}
