import { err, ok, type Result, type StaffActor } from '#kernel';

/** Staff of the platform deploy nothing: what a tenant scores with is its own staff's to decide. */
export interface TenantStaffRefusal {
  readonly code: 'staff-tenant-only';
}

/** The tenant that a member of staff works for. */
export const tenantOf = ({ tenantId }: StaffActor): Result<string, TenantStaffRefusal> =>
  tenantId === null ? err({ code: 'staff-tenant-only' }) : ok(tenantId);
