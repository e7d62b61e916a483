import type { Clock, SystemActor } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import { type EventHandler, type HandledEvent, record } from '#audit';
import type { Cells } from '#tenancy';
import { importFailed } from '../events.js';
import { clearChunks } from '../tables/import-chunk.js';
import { finishImport } from '../tables/import.js';

/** Ends an import that could not be applied. What is with its subjects stays; the rest is deleted. */
export class FailImport implements EventHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat: an end stays the end. */
  async handle({ cell: home, payload }: HandledEvent): Promise<void> {
    const importId = payload.resource.id;
    const { request_id: requestId } = payload;
    const actor: SystemActor = { kind: 'system', id: 'fail-import', requestId };
    await this.work.run(home, async (tx) => {
      const now = this.clock.now();
      const ended = await finishImport(tx, importId, { from: 'applying', to: 'failed', now });
      if (ended) record(tx, actor, importFailed(importId), now);
    });
    const cells = await this.cells.all(home.tenantId, home.mode);
    await this.work.gather(cells, async (tx) => clearChunks(tx, importId));
  }
}
