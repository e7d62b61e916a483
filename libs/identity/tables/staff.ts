import type { Statement, Tx } from '#adapters/database';
import type { StaffMember, StaffRole } from '../staff.js';

const INSERT: Statement = {
  name: 'staff_insert',
  text: `INSERT INTO control.staff
           (staff_id, tenant_id, email, name, role, password_hash, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (email) DO NOTHING RETURNING staff_id`,
};
const READ_BY_EMAIL: Statement = {
  name: 'staff_read_by_email',
  text: `SELECT staff_id, tenant_id, name, role, password_hash FROM control.staff
         WHERE email = $1`,
};
const READ: Statement = {
  name: 'staff_read',
  text: `SELECT staff_id AS "staffId", tenant_id AS "tenantId", name, role FROM control.staff
         WHERE staff_id = $1`,
};
/** The count begins anew once a lock is over; whoever is locked out stays as they are. */
const COUNT_FAILURE: Statement = {
  name: 'staff_count_failure',
  text: `UPDATE control.staff SET
           failed_attempts =
             CASE WHEN locked_until IS NULL THEN failed_attempts + 1 ELSE 1 END,
           locked_until =
             CASE WHEN locked_until IS NULL AND failed_attempts + 1 >= $3 THEN $4::timestamptz END
         WHERE staff_id = $1 AND (locked_until IS NULL OR locked_until <= $2)
         RETURNING locked_until IS NOT NULL AS locked`,
};
const CLEAR_FAILURES: Statement = {
  name: 'staff_clear_failures',
  text: `UPDATE control.staff SET failed_attempts = 0, locked_until = NULL
         WHERE staff_id = $1 AND (locked_until IS NULL OR locked_until <= $2)
         RETURNING staff_id`,
};

/** A member of staff and what their password is checked against. */
export interface StaffAccount {
  readonly member: StaffMember;
  readonly passwordHash: string;
}

/** A row to be. */
export interface NewStaffRow extends StaffAccount {
  readonly email: string;
  readonly createdAt: Date;
}

/** What a wrong password led to. */
export type FailureCount = 'counted' | 'locked-now' | 'locked-already';

/** Writes the account; false when the address has one. */
export async function insertStaff(tx: Tx, row: NewStaffRow): Promise<boolean> {
  const { member, email, passwordHash, createdAt } = row;
  const { staffId, tenantId, name, role } = member;
  const values = [staffId, tenantId, email, name, role, passwordHash, createdAt];
  return (await tx.query(INSERT, values)).length === 1;
}

/** A member of staff, by id. */
export async function readStaff(tx: Tx, staffId: string): Promise<StaffMember | undefined> {
  const [member] = await tx.query<StaffMember>(READ, [staffId]);
  return member;
}

/** The account of the address. */
export async function readStaffByEmail(tx: Tx, email: string): Promise<StaffAccount | undefined> {
  const [row] = await tx.query<{
    readonly staff_id: string;
    readonly tenant_id: string | null;
    readonly name: string;
    readonly role: StaffRole;
    readonly password_hash: string;
  }>(READ_BY_EMAIL, [email]);
  if (!row) return undefined;
  const { staff_id: staffId, tenant_id: tenantId, name, role, password_hash: passwordHash } = row;
  return { member: { staffId, tenantId, name, role }, passwordHash };
}

/** Counts a wrong password; the one that fills the count locks until `lockedUntil`. */
export async function countFailure(
  tx: Tx,
  staffId: string,
  now: Date,
  lock: { readonly attemptsMax: number; readonly lockedUntil: Date },
): Promise<FailureCount> {
  const values = [staffId, now, lock.attemptsMax, lock.lockedUntil];
  const [counted] = await tx.query<{ readonly locked: boolean }>(COUNT_FAILURE, values);
  if (!counted) return 'locked-already';
  return counted.locked ? 'locked-now' : 'counted';
}

/** Forgets wrong passwords after a right one; false when the account is locked. */
export async function clearFailures(tx: Tx, staffId: string, now: Date): Promise<boolean> {
  return (await tx.query(CLEAR_FAILURES, [staffId, now])).length === 1;
}
