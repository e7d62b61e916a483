import { randomBytes } from 'node:crypto';
import { type Actor, type Clock, err, ok, type Result } from '#kernel';
import { CONTROL_CELL, type Tx, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import { staffLocked, staffSignedIn, staffSignInRefused } from './staff-events.js';
import { hashPassword, isPassword } from './staff-password.js';
import type { StaffMember } from './staff.js';
import { clearFailures, countFailure, readStaffByEmail } from './tables/staff.js';

/** Wrong passwords in a row, the last of which locks the account. */
const ATTEMPTS_MAX = 5;
/** How long an account stays locked. */
const LOCKED_MS = 15 * 60_000;

/** One answer for an unknown address, a wrong password and a locked account. */
export interface SignInStaffRefusal {
  readonly code: 'staff-sign-in-refused';
}

type Outcome = Result<StaffMember, SignInStaffRefusal>;

const REFUSED = err({ code: 'staff-sign-in-refused' } as const);

/** Tells who a member of staff is, by address and password. Every try is in control's log. */
export class SignInStaff {
  /** What the password for an unknown address is checked against, so that it takes as long. */
  private readonly decoy = hashPassword(randomBytes(24).toString('base64url'));

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * The password is checked whether or not there is such an account, locked or not. The row
   * decides, in one statement: of many tries at once no more than five are answered by the
   * password alone.
   */
  async execute(email: string, password: string, requestId: string): Promise<Outcome> {
    const account = await this.work.run(CONTROL_CELL, (tx) =>
      readStaffByEmail(tx, email.toLowerCase()),
    );
    const right = await isPassword(account?.passwordHash ?? (await this.decoy), password);
    const member = account?.member;
    return this.work.run(CONTROL_CELL, (tx) =>
      right && member
        ? this.admit(tx, member, requestId)
        : this.refuse(tx, member?.staffId, requestId),
    );
  }

  private async admit(tx: Tx, member: StaffMember, requestId: string): Promise<Outcome> {
    const now = this.clock.now();
    const { staffId, tenantId } = member;
    const actor: Actor = { kind: 'staff', id: staffId, tenantId, requestId };
    const open = await clearFailures(tx, staffId, now);
    record(tx, actor, open ? staffSignedIn(staffId) : staffSignInRefused(staffId, 'locked'), now);
    return open ? ok(member) : REFUSED;
  }

  private async refuse(tx: Tx, staffId: string | undefined, requestId: string): Promise<Outcome> {
    const now = this.clock.now();
    // Who tried is not known: it need not be the one whose account it is.
    const actor: Actor = { kind: 'system', id: 'sign-in', requestId };
    if (staffId === undefined) {
      record(tx, actor, staffSignInRefused(undefined, 'unknown'), now);
      return REFUSED;
    }
    const lockedUntil = new Date(now.getTime() + LOCKED_MS);
    const lock = { attemptsMax: ATTEMPTS_MAX, lockedUntil };
    const counted = await countFailure(tx, staffId, now, lock);
    const reason = counted === 'locked-already' ? 'locked' : 'password';
    record(tx, actor, staffSignInRefused(staffId, reason), now);
    if (counted === 'locked-now') record(tx, actor, staffLocked(staffId, lockedUntil), now);
    return REFUSED;
  }
}
