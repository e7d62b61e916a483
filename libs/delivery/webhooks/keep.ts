import type { UnitOfWork } from '#adapters/database';
import type { Sweep, SweepRegistration } from '#adapters/queue';
import type { Cells } from '#tenancy';
import { sweepDeliveries } from '../tables/webhook-delivery.js';

const HOUR_MS = 3_600_000;
/** How long a delivery that has ended is listed and can be repeated. */
const KEPT_MS = 30 * 24 * HOUR_MS;

/** Deletes deliveries whose time is over; what came of them stays in the audit log. */
export class SweepDeliveries implements Sweep {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
  ) {}

  async run(now: Date): Promise<void> {
    const before = new Date(now.getTime() - KEPT_MS);
    for (const cell of await this.cells.every())
      if (cell.bucket === 0) while (await this.work.run(cell, (tx) => sweepDeliveries(tx, before)));
  }
}

/** What this capability does at intervals. */
export const DELIVERY_SWEEPS: readonly SweepRegistration[] = [
  { name: 'sweep-webhook-deliveries', everyMs: HOUR_MS, sweep: SweepDeliveries },
];
