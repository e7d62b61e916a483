import { type Clock, invariant, type SystemActor } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import { type EventHandler, type HandledEvent, handlerOperation, record } from '#audit';
import type { Cells } from '#tenancy';
import { z } from 'zod';
import { jobScored } from '../events.js';
import { lockJob, writeProgress } from '../tables/job.js';

const Details = z.object({
  chunk_no: z.int(),
  scored: z.int(),
  states: z.object({ scored: z.int(), not_scorable: z.int(), in_default: z.int() }),
  skipped: z.record(z.string(), z.int()),
});

/** Counts a scored chunk at the job, in the home cell; the last one has the job finished. */
export class CountChunk implements EventHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** The event is the operation: each chunk counts once. */
  async handle(event: HandledEvent): Promise<void> {
    const details = Details.parse(event.payload.details);
    const home = await this.cells.home(event.cell.tenantId, event.cell.mode);
    const now = this.clock.now();
    const operation = { id: handlerOperation(event, 'count-chunk'), fingerprint: {}, now };
    await this.work.once(home, operation, {
      first: async (tx) => {
        const job = await lockJob(tx, event.payload.resource.id);
        invariant(job, 'a chunk belongs to a job');
        const chunksDone = job.chunksDone + 1;
        const finishing = job.status === 'running' && chunksDone === job.chunkCount;
        writeProgress(tx, {
          ...job,
          chunksDone,
          status: finishing ? 'finishing' : job.status,
          scoredCount: job.scoredCount + details.scored,
          states: { ...job.states, ...addCounts(job.states, details.states) },
          skipped: addCounts(job.skipped, details.skipped),
        });
        if (finishing) record(tx, counter(event), jobScored(job.jobId), now);
        return { value: undefined, reference: details.chunk_no };
      },
      again: async () => undefined,
    });
  }
}

/** The sum of two tallies. */
function addCounts(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Record<string, number> {
  const sum = { ...one };
  for (const [reason, count] of Object.entries(other)) sum[reason] = (sum[reason] ?? 0) + count;
  return sum;
}

const counter = (event: HandledEvent): SystemActor => ({
  kind: 'system',
  id: 'count-chunk',
  requestId: event.payload.request_id,
});
