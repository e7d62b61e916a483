import type { Log } from '#adapters/log';
import { ensureMonths, sweepOperations, type UnitOfWork } from '#adapters/database';
import type { Sweep, SweepRegistration } from '#adapters/queue';
import type { Cells } from '#tenancy';
import type { Pool } from 'pg';

const MINUTE_MS = 60_000;

/** Deletes, in every cell, the operations whose time is over. */
export class SweepOperations implements Sweep {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
  ) {}

  async run(now: Date): Promise<void> {
    for (const cell of await this.cells.every()) {
      // Small transactions, so that no call waits for a sweep.
      while (await this.work.run(cell, (tx) => sweepOperations(tx, now)));
    }
  }
}

/** Makes the coming months' partitions. */
export class MakePartitions implements Sweep {
  constructor(private readonly app: Pool) {}

  async run(now: Date): Promise<void> {
    await ensureMonths(this.app, now);
  }
}

/** Says that the worker lives, for those who watch its log. */
export class Heartbeat implements Sweep {
  constructor(private readonly log: Log) {}

  async run(): Promise<void> {
    const rssMiB = Math.round(process.memoryUsage.rss() / 2 ** 20);
    this.log.info({ uptimeS: Math.round(process.uptime()), rssMiB }, 'worker alive');
  }
}

/** What the worker does at intervals of its own accord. */
export const UPKEEP_SWEEPS: readonly SweepRegistration[] = [
  { name: 'sweep-operations', everyMs: 60 * MINUTE_MS, sweep: SweepOperations },
  { name: 'make-partitions', everyMs: 12 * 60 * MINUTE_MS, sweep: MakePartitions },
  { name: 'heartbeat', everyMs: MINUTE_MS, sweep: Heartbeat },
];
