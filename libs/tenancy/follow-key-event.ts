import { z } from 'zod';
import type { Clock, SystemActor } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import { type EventHandler, type HandledEvent, handlerOperation, record } from '#audit';
import type { Cells } from './cells.js';

const Details = z.object({
  tenant_id: z.string(),
  mode: z.enum(['live', 'test']),
  scopes: z.array(z.string()),
  by_kind: z.string(),
  by_id: z.string(),
});

/** Writes into the tenant's own log what control did to one of its keys. */
export class FollowKeyEvent implements EventHandler {
  static readonly handlerName = 'note-key-event';

  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  async handle(event: HandledEvent): Promise<void> {
    const { action, payload } = event;
    const details = Details.parse(payload.details);
    const { tenant_id: tenantId, mode, ...told } = details;
    const home = await this.cells.home(tenantId, mode);
    const actor: SystemActor = { kind: 'system', id: 'platform', requestId: payload.request_id };
    const now = this.clock.now();
    const operation = {
      id: handlerOperation(event, FollowKeyEvent.handlerName),
      fingerprint: {},
      now,
    };
    await this.work.once(home, operation, {
      first: async (tx) => {
        const { resource } = payload;
        const noted = { action, handled: false, outcome: 'success', resource } as const;
        record(tx, actor, { ...noted, details: told }, now);
        return { value: undefined, reference: null };
      },
      again: async () => undefined,
    });
  }
}
