import type { Clock, SystemActor } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import { type EventHandler, type HandledEvent, handlerOperation, record } from '#audit';
import type { Canary } from './canary.js';
import type { Cells } from './cells.js';

const NAME = 'open-tenant-cells';

/** After an institution was created: the canaries, should the deed have been cut short, and the
 * first line of its own logs. */
export class FollowTenantCreated implements EventHandler {
  static readonly handlerName = NAME;

  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly canary: Canary,
    private readonly clock: Clock,
  ) {}

  async handle(event: HandledEvent): Promise<void> {
    const { resource, request_id: requestId } = event.payload;
    const actor: SystemActor = { kind: 'system', id: 'platform', requestId };
    for (const mode of ['live', 'test'] as const) {
      await this.canary.insert(await this.cells.all(resource.id, mode));
      await this.note(await this.cells.home(resource.id, mode), event, actor);
    }
  }

  private async note(
    home: Awaited<ReturnType<Cells['home']>>,
    event: HandledEvent,
    actor: SystemActor,
  ): Promise<void> {
    const now = this.clock.now();
    const operation = { id: handlerOperation(event, NAME), fingerprint: {}, now };
    await this.work.once(home, operation, {
      first: async (tx) => {
        const { action, payload } = event;
        const { resource } = payload;
        record(tx, actor, { action, handled: false, outcome: 'success', resource }, now);
        return { value: undefined, reference: null };
      },
      again: async () => undefined,
    });
  }
}
