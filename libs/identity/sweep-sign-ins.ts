import { CONTROL_CELL, type UnitOfWork } from '#adapters/database';
import type { Sweep } from '#adapters/queue';
import { sweepSessions } from './tables/borrower-session.js';
import { sweepChallenges } from './tables/challenge-count.js';

/** Rows of one transaction. */
const SWEPT_AT_ONCE = 1000;
/** Transactions of one run, for each table. */
const ROUNDS_MAX = 100;
/** How long a challenge is kept: longer than it is counted and than its code is good. */
const KEPT_MS = 86_400_000;

/** Deletes sessions that are over and challenges that count no more; the audit log keeps both. */
export class SweepSignIns implements Sweep {
  constructor(private readonly work: UnitOfWork) {}

  /** What a bounded run leaves, the next one finds. */
  async run(now: Date): Promise<void> {
    const before = new Date(now.getTime() - KEPT_MS);
    const some = [
      () => this.work.run(CONTROL_CELL, (tx) => sweepChallenges(tx, before, SWEPT_AT_ONCE)),
      () => this.work.run(CONTROL_CELL, (tx) => sweepSessions(tx, now, SWEPT_AT_ONCE)),
    ];
    for (const sweep of some)
      for (let round = 0; round < ROUNDS_MAX; round++) if ((await sweep()) < SWEPT_AT_ONCE) break;
  }
}
