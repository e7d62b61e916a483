import { type Clock, invariant } from '#kernel';
import type { CopyWork, Statement, UnitOfWork } from '#adapters/database';
import { type EventHandler, type HandledEvent, record } from '#audit';
import { jobFinished } from '../events.js';
import { lockJob, readJob, writeProgress } from '../tables/job.js';

const CLOSE_STORE: Statement = {
  name: 'score_store_close',
  text: 'SELECT app.close_score_store($1)',
};

/** Closes, indexes and attaches the store of a scored job; then its results can be read. */
export class FinishJob implements EventHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly copy: CopyWork,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat: a closed store stays closed, and the job's own state refuses a second end. */
  async handle(event: HandledEvent): Promise<void> {
    const { cell: home } = event;
    const jobId = event.payload.resource.id;
    const job = await this.work.run(home, (tx) => readJob(tx, jobId));
    if (job?.status !== 'finishing') return;
    const { store } = job;
    invariant(store !== null, 'a scored job was planned');
    if (store > 0) await this.copy.run(home, (tx) => tx.query(CLOSE_STORE, [store]));
    const now = this.clock.now();
    await this.work.run(home, async (tx) => {
      const locked = await lockJob(tx, jobId);
      if (locked?.status !== 'finishing') return;
      writeProgress(tx, { ...locked, status: 'done', finishedAt: now });
      const requestId = event.payload.request_id;
      const actor = { kind: 'system', id: 'finish-job', requestId } as const;
      record(tx, actor, jobFinished(jobId, locked.scoredCount), now);
    });
  }
}
