import {
  type ApiKeyActor,
  bucketOfId,
  type Cell,
  type Clock,
  err,
  isId,
  ok,
  type Result,
} from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import { referencesOf } from '#subjects';
import type { Cells } from '#tenancy';
import { jobResultsRead } from '../events.js';
import { type Job, readJob } from '../tables/job.js';
import { readStorePage, type StoredScore } from '../tables/score.js';

/** Why a job or its results are not shown, in the order in which it is checked. */
export type ReadJobRefusal =
  { readonly code: 'job-not-found' } | { readonly code: 'job-not-finished' };

/** A line of a job's results. */
export interface JobResult extends StoredScore {
  /** As the tenant knows the subject. */
  readonly reference: string;
}

const PAGE = 2_000;

/** How far a job has come, and its results when it is done. */
export class ReadJob {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** A job of the caller's tenant and mode. */
  async execute(
    actor: ApiKeyActor,
    jobId: string,
  ): Promise<Result<Job, { code: 'job-not-found' }>> {
    const home = await this.cells.home(actor.tenantId, actor.mode);
    const known = isId(jobId) && bucketOfId(jobId) === 0;
    const job = known ? await this.work.run(home, (tx) => readJob(tx, jobId)) : undefined;
    return job ? ok(job) : err({ code: 'job-not-found' });
  }

  /** Pages of results, cell by cell, each read in a transaction of its own; the reading is an event. */
  async results(
    actor: ApiKeyActor,
    jobId: string,
  ): Promise<Result<AsyncGenerator<JobResult[]>, ReadJobRefusal>> {
    const job = await this.execute(actor, jobId);
    if (!job.ok) return job;
    if (job.value.status !== 'done') return err({ code: 'job-not-finished' });
    const home = await this.cells.home(actor.tenantId, actor.mode);
    const now = this.clock.now();
    await this.work.run(home, async (tx) => {
      record(tx, actor, jobResultsRead(jobId), now);
    });
    return ok(this.pages(await this.cells.all(actor.tenantId, actor.mode), job.value));
  }

  private async *pages(cells: readonly Cell[], job: Job): AsyncGenerator<JobResult[]> {
    for (const cell of cells) {
      let after: string | undefined;
      do {
        const page = await this.work.run(cell, async (tx) => {
          const scores = await readStorePage(tx, job, after, PAGE);
          const references = await referencesOf(
            tx,
            scores.map(({ subjectId }) => subjectId),
          );
          return scores.map((score) => ({
            ...score,
            reference: references.get(score.subjectId) ?? '',
          }));
        });
        if (page.length > 0) yield page;
        after = page.length === PAGE ? page.at(-1)?.scoreId : undefined;
      } while (after !== undefined);
    }
  }
}
