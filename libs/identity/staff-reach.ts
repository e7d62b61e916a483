import { type Cell, err, type Mode, ok, type Result, type StaffActor } from '#kernel';
import type { Cells, Tenant, Tenants } from '#tenancy';

/** Why staff may not look there, in the order of the checks. */
export type StaffReachRefusal =
  { readonly code: 'audit-tenant-missing' } | { readonly code: 'tenant-not-found' };

/** The tenant that a member of staff works in. */
export interface Reached {
  readonly tenant: Tenant;
  /** All its cells of the mode, the home cell first. */
  readonly cells: readonly Cell[];
}

/** Where staff may look: those of a tenant in their own, those of the platform in one they name. */
export class StaffReach {
  constructor(
    private readonly tenants: Tenants,
    private readonly cells: Cells,
  ) {}

  /** Another tenant than one's own is answered as one that does not exist. */
  async of(
    { tenantId }: StaffActor,
    { slug, mode }: { readonly slug: string | undefined; readonly mode: Mode },
  ): Promise<Result<Reached, StaffReachRefusal>> {
    if (tenantId === null && slug === undefined) return err({ code: 'audit-tenant-missing' });
    const tenant =
      tenantId === null ? await this.tenants.bySlug(slug ?? '') : await this.tenants.byId(tenantId);
    if (!tenant || (slug !== undefined && tenant.slug !== slug))
      return err({ code: 'tenant-not-found' });
    return ok({ tenant, cells: await this.cells.all(tenant.tenantId, mode) });
  }
}
