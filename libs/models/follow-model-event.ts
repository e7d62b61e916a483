import { z } from 'zod';
import type { Cell, Clock } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import {
  type Acting,
  type EventHandler,
  type HandledEvent,
  handlerOperation,
  record,
} from '#audit';
import type { Cells } from '#tenancy';

const Details = z.object({
  tenant_id: z.string(),
  mode: z.enum(['live', 'test']),
  by_kind: z.enum(['api_key', 'staff', 'borrower', 'system']),
  by_id: z.string(),
  how: z.string().optional(),
  recipient: z.string().optional(),
});

type Told = Readonly<Record<string, string>>;

/** Writes into the tenants' own logs what control noted of a model: the owner's, the licensee's. */
export class FollowModelEvent implements EventHandler {
  static readonly handlerName = 'note-model-event';

  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  async handle(event: HandledEvent): Promise<void> {
    const { tenant_id: owner, mode, how, recipient, ...by } = Details.parse(event.payload.details);
    const { request_id: requestId } = event.payload;
    const actor: Acting = { kind: by.by_kind, id: by.by_id, requestId };
    const told: Told = recipient === undefined ? { how: how ?? '' } : { recipient };
    await this.note(await this.cells.home(owner, mode), event, { actor, told });
    if (recipient === undefined || recipient === owner) return;
    // Whose key it was is the owner's affair.
    const platform: Acting = { kind: 'system', id: 'platform', requestId };
    const home = await this.cells.home(recipient, mode);
    await this.note(home, event, { actor: platform, told: { owner } });
  }

  private async note(
    home: Cell,
    event: HandledEvent,
    { actor, told }: { readonly actor: Acting; readonly told: Told },
  ): Promise<void> {
    const now = this.clock.now();
    const id = handlerOperation(event, FollowModelEvent.handlerName);
    await this.work.once(
      home,
      { id, fingerprint: {}, now },
      {
        first: async (tx) => {
          const { action, payload } = event;
          const { resource } = payload;
          const noted = { action, handled: false, outcome: 'success', resource } as const;
          record(tx, actor, { ...noted, details: told }, now);
          return { value: undefined, reference: null };
        },
        again: async () => undefined,
      },
    );
  }
}
