/** What a member of staff may do. */
export type StaffRole = 'compliance' | 'operator' | 'risk';

/** Somebody who works for a tenant, or for the platform (`tenantId` null). */
export interface StaffMember {
  readonly staffId: string;
  readonly tenantId: string | null;
  readonly name: string;
  readonly role: StaffRole;
}
