import { err, ok, type Result, type StaffActor } from '#kernel';

/** Staff of the platform deploy nothing: what a tenant decides by is its own staff's to say. */
export interface StaffOfTenantRefusal {
  readonly code: 'staff-tenant-only';
}

/** The tenant that a member of staff works for. */
export const tenantOf = ({ tenantId }: StaffActor): Result<string, StaffOfTenantRefusal> =>
  tenantId === null ? err({ code: 'staff-tenant-only' }) : ok(tenantId);
