import type { Clock, SystemActor } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import { type EventHandler, type HandledEvent, record } from '#audit';
import type { Cells } from '#tenancy';
import { jobFailed } from '../events.js';
import { lockJob, writeProgress } from '../tables/job.js';

/** Ends a job one of whose steps was given up. What it had scored is kept and given to nobody. */
export class FailJob implements EventHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat: an end stays the end. */
  async handle(event: HandledEvent): Promise<void> {
    const { cell, action, payload } = event;
    const home = await this.cells.home(cell.tenantId, cell.mode);
    const { request_id: requestId } = payload;
    const actor: SystemActor = { kind: 'system', id: 'fail-job', requestId };
    await this.work.run(home, async (tx) => {
      const job = await lockJob(tx, payload.resource.id);
      if (!job || job.status === 'done' || job.status === 'failed') return;
      const now = this.clock.now();
      writeProgress(tx, { ...job, status: 'failed', finishedAt: now });
      record(tx, actor, jobFailed(job.jobId, action), now);
    });
  }
}
