import type { Borrower, Clock } from '#kernel';
import { CONTROL_CELL, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import { browserSecretHash } from './browser-secret.js';
import { borrowerSignedOut } from './sign-in-events.js';
import { borrowerEmailHash, endSession, sessionBorrower } from './tables/borrower-session.js';

/** Whose session a browser holds. */
export class BorrowerSessions {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** The borrower of a session's secret; undefined when it is over or none of ours. */
  async borrowerOf(sessionSecret: string, requestId: string): Promise<Borrower | undefined> {
    const sessionHash = browserSecretHash(sessionSecret);
    const id = await this.work.run(CONTROL_CELL, (tx) =>
      sessionBorrower(tx, sessionHash, this.clock.now()),
    );
    return id === undefined ? undefined : { kind: 'borrower', id, requestId };
  }

  /** The keyed hash of the address that a borrower has shown to be theirs. */
  async emailHashOf(borrower: Borrower): Promise<Buffer | undefined> {
    return this.work.run(CONTROL_CELL, (tx) => borrowerEmailHash(tx, borrower.id));
  }

  /** Ends a session; safe to repeat. */
  async signOut(sessionSecret: string, requestId: string): Promise<void> {
    await this.work.run(CONTROL_CELL, async (tx) => {
      const id = await endSession(tx, browserSecretHash(sessionSecret));
      if (id === undefined) return;
      record(tx, { kind: 'borrower', id, requestId }, borrowerSignedOut(id), this.clock.now());
    });
  }
}
