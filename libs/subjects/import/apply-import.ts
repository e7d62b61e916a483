import { type Cell, type Clock, invariant, type SystemActor } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import { type EventHandler, type HandledEvent, record } from '#audit';
import type { Cells } from '#tenancy';
import { importDone } from '../events.js';
import { listChunks } from '../tables/import-chunk.js';
import {
  finishImport,
  type Import,
  importsBefore,
  markProgress,
  readImportRow,
} from '../tables/import.js';
import type { ApplyChunk } from './apply-chunk.js';

/** Cells in which chunks are applied side by side; within one cell they follow one another. */
const CELLS_AT_ONCE = 2;

/** The name of the handler, for ever. */
export const APPLY_IMPORT = 'apply-import';

/**
 * Applies an import that was found sound, chunk by chunk, and says when all is done.
 *
 * Safe to run again after any fault: a chunk leaves its place in the transaction that applies it,
 * so that a repeat finds only those that are still to do. What an earlier import has still to do is
 * done first, whoever else is at it: its rows must never come to lie over those of a later one.
 */
export class ApplyImport implements EventHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
    private readonly applyChunk: ApplyChunk,
  ) {}

  async handle({ cell: home, payload }: HandledEvent): Promise<void> {
    const importId = payload.resource.id;
    const found = await this.work.run(home, (tx) => readImportRow(tx, importId));
    invariant(found, 'an import that was staged is there');
    if (found.status !== 'applying') return;
    const cells = await this.cells.all(home.tenantId, home.mode);
    const earlier = await this.work.run(home, (tx) => importsBefore(tx, importId));
    for (const one of [...earlier, found]) await this.applyAll(one, cells, home);
    await this.finish(found, home, payload.request_id);
  }

  private async applyAll(of: Import, cells: readonly Cell[], home: Cell): Promise<void> {
    const waiting = await this.work.gather(cells, (tx) => listChunks(tx, of.importId));
    const queues = cells.map((cell, at) => ({ cell, chunkNos: waiting[at] ?? [] }));
    const busy = queues.filter(({ chunkNos }) => chunkNos.length > 0);
    let left = busy.reduce((sum, { chunkNos }) => sum + chunkNos.length, 0);
    const applyCell = async ({ cell, chunkNos }: (typeof busy)[number]): Promise<void> => {
      for (const chunkNo of chunkNos) {
        await this.applyChunk.execute(of, cells, { cell, chunkNo });
        left--;
        await this.work.run(home, async (tx) => markProgress(tx, of.importId, of.chunks - left));
      }
    };
    await sideBySide(busy, CELLS_AT_ONCE, applyCell);
  }

  private async finish(of: Import, home: Cell, requestId: string): Promise<void> {
    const actor: SystemActor = { kind: 'system', id: APPLY_IMPORT, requestId };
    const { importId, kind, rows, chunks } = of;
    await this.work.run(home, async (tx) => {
      const now = this.clock.now();
      const ended = await finishImport(tx, importId, { from: 'applying', to: 'done', now });
      if (ended) record(tx, actor, importDone(importId, { kind, rows, chunks }), now);
    });
  }
}

/** Works through the items, at most `width` at once; a throw ends it when those begun have ended. */
async function sideBySide<T>(
  items: readonly T[],
  width: number,
  each: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await each(item);
  };
  const ended = await Promise.allSettled(Array.from({ length: width }, worker));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}
