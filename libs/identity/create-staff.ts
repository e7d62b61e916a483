import {
  type Clock,
  err,
  invariant,
  ok,
  type Result,
  type StaffActor,
  type SystemActor,
} from '#kernel';
import {
  CONTROL_CELL,
  newId,
  type Operation,
  referenceText,
  type UnitOfWork,
} from '#adapters/database';
import { record } from '#audit';
import type { Tenants } from '#tenancy';
import { staffCreated } from './staff-events.js';
import { hashPassword, PASSWORD_MAX, PASSWORD_MIN } from './staff-password.js';
import type { StaffMember, StaffRole } from './staff.js';
import { insertStaff, readStaff } from './tables/staff.js';

/** A member of staff to be. */
export interface NewStaff {
  /** In lower case. */
  readonly email: string;
  readonly name: string;
  readonly role: StaffRole;
  /** The slug of the tenant that they work for; null: the platform. */
  readonly tenant: string | null;
  readonly password: string;
}

/** Why an account was not created, in the order of the checks. */
export type CreateStaffRefusal =
  | { readonly code: 'staff-password-length'; readonly min: number; readonly max: number }
  | { readonly code: 'tenant-not-found' }
  | { readonly code: 'staff-email-taken' };

type Outcome = Result<StaffMember, CreateStaffRefusal>;

/** Gives somebody an account, of a tenant or of the platform. */
export class CreateStaff {
  constructor(
    private readonly work: UnitOfWork,
    private readonly tenants: Tenants,
    private readonly clock: Clock,
  ) {}

  /** A repeat of the operation answers with the account; without one it is refused. */
  async execute(
    actor: StaffActor | SystemActor,
    wish: NewStaff,
    operation?: Operation,
  ): Promise<Outcome> {
    const { email, name, role, password } = wish;
    if (password.length < PASSWORD_MIN || password.length > PASSWORD_MAX)
      return err({ code: 'staff-password-length', min: PASSWORD_MIN, max: PASSWORD_MAX });
    const tenant = wish.tenant === null ? null : await this.tenants.bySlug(wish.tenant);
    if (tenant === undefined) return err({ code: 'tenant-not-found' });

    const now = this.clock.now();
    const tenantId = tenant && tenant.tenantId;
    const member: StaffMember = { staffId: newId(now), tenantId, name, role };
    const passwordHash = await hashPassword(password);
    return this.work.once<Outcome>(CONTROL_CELL, operation, {
      first: async (tx) => {
        const row = { member, email: email.toLowerCase(), passwordHash, createdAt: now };
        if (!(await insertStaff(tx, row)))
          return { value: err({ code: 'staff-email-taken' }), reference: undefined };
        record(tx, actor, staffCreated(member.staffId, role, tenantId), now);
        return { value: ok(member), reference: member.staffId };
      },
      again: async (tx, staffId) => {
        const created = await readStaff(tx, referenceText(staffId));
        invariant(created, 'an account is never deleted');
        return ok(created);
      },
    });
  }
}
