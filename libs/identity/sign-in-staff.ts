import { randomBytes } from 'node:crypto';
import { type Actor, type Clock, err, ok, type Result } from '#kernel';
import {
  CONTROL_CELL,
  type Effect,
  type Operation,
  referenceText,
  type Tx,
  type UnitOfWork,
} from '#adapters/database';
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

/** Who signed in, and when: a repeat of the call says the same. */
export interface StaffSignIn {
  readonly member: StaffMember;
  readonly at: Date;
}

/** Somebody who says who they are. */
export interface StaffClaim {
  readonly email: string;
  readonly password: string;
  readonly requestId: string;
}

type Outcome = Result<StaffSignIn, SignInStaffRefusal>;

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
   * password alone. A repeat of the operation is decided anew, its password too; a right one is
   * told of the first sign-in and makes no second.
   */
  async execute(claim: StaffClaim, operation?: Operation): Promise<Outcome> {
    const { email, password, requestId } = claim;
    const account = await this.work.run(CONTROL_CELL, (tx) =>
      readStaffByEmail(tx, email.toLowerCase()),
    );
    const right = await isPassword(account?.passwordHash ?? (await this.decoy), password);
    const member = account?.member;
    return this.work.once<Outcome>(CONTROL_CELL, operation, {
      first: async (tx) =>
        right && member
          ? this.admit(tx, member, requestId)
          : { value: await this.refuse(tx, member?.staffId, requestId), reference: undefined },
      again: async (tx, firstAt) =>
        right && member
          ? this.admitAgain(tx, { member, at: new Date(referenceText(firstAt)) }, requestId)
          : this.refuse(tx, member?.staffId, requestId),
    });
  }

  private async admit(tx: Tx, member: StaffMember, requestId: string): Promise<Effect<Outcome>> {
    const at = this.clock.now();
    const { staffId } = member;
    if (!(await clearFailures(tx, staffId, at)))
      return { value: this.refuseLocked(tx, member, requestId), reference: undefined };
    record(tx, { kind: 'staff', id: staffId, requestId }, staffSignedIn(staffId), at);
    return { value: ok({ member, at }), reference: at.toISOString() };
  }

  private async admitAgain(tx: Tx, first: StaffSignIn, requestId: string): Promise<Outcome> {
    const open = await clearFailures(tx, first.member.staffId, this.clock.now());
    return open ? ok(first) : this.refuseLocked(tx, first.member, requestId);
  }

  private refuseLocked(tx: Tx, { staffId }: StaffMember, requestId: string): Outcome {
    const actor = { kind: 'staff', id: staffId, requestId } as const;
    record(tx, actor, staffSignInRefused(staffId, 'locked'), this.clock.now());
    return REFUSED;
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
