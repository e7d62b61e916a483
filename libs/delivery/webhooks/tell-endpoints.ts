import type { Clock } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import type { EventHandler, HandledEvent } from '#audit';
import type { Cells } from '#tenancy';
import { listEndpoints } from '../tables/webhook-endpoint.js';
import { planDelivery } from './plan-delivery.js';

/** Begins to tell each endpoint that asked for the event, from whichever of the tenant's cells. */
export class TellEndpoints implements EventHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat: an event is on its way to an endpoint once. */
  async handle({ id, action, cell, payload }: HandledEvent): Promise<void> {
    const home = await this.cells.home(cell.tenantId, cell.mode);
    const now = this.clock.now();
    const event = { id, action, mode: cell.mode, payload, requestId: payload.request_id };
    await this.work.run(home, async (tx) => {
      for (const { endpointId, events, disabledAt } of await listEndpoints(tx))
        if (!disabledAt && events.includes(action)) await planDelivery(tx, endpointId, event, now);
    });
  }
}
