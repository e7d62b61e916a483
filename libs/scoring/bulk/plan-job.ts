import { type Cell, type Clock, invariant, type SystemActor } from '#kernel';
import { CONTROL_CELL, type CopyWork, type Statement, type UnitOfWork } from '#adapters/database';
import { type EventHandler, type HandledEvent, handlerOperation, record } from '#audit';
import { type SubjectRange, subjectRanges } from '#subjects';
import type { Cells } from '#tenancy';
import { jobChunkPlanned, jobScored } from '../events.js';
import { type Job, lockJob, planJob, readJob, writeProgress } from '../tables/job.js';
import { countChunks, insertChunks, type JobChunk } from '../tables/job-chunk.js';

/** Subjects of a chunk: long enough to be worth a transaction, short enough to be done again. */
const CHUNK_SUBJECTS = 10_000;
/** From so many subjects on, a job's results get a store of their own, indexed once at the end. */
const OWN_STORE_FROM = 20_000;

const NEXT_STORE: Statement = {
  name: 'score_store_next',
  text: `SELECT nextval('control.score_store')::integer AS store`,
};
const OPEN_STORE: Statement = {
  name: 'score_store_open',
  text: 'SELECT app.open_score_store($1, $2)',
};

/** Cuts a job into chunks, each in the cell of its subjects. */
export class PlanJob implements EventHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly copy: CopyWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** Safe to run again from any point: each cell's manifest is written once. */
  async handle(event: HandledEvent): Promise<void> {
    const { cell: home } = event;
    const jobId = event.payload.resource.id;
    const job = await this.work.run(home, (tx) => readJob(tx, jobId));
    invariant(job, 'a requested job is kept');
    if (job.status !== 'planning') return;

    const cells = await this.cells.all(home.tenantId, home.mode);
    const ranges = await this.work.gather(cells, (tx) =>
      subjectRanges(tx, job.kind, CHUNK_SUBJECTS),
    );
    const subjects = ranges.flat().reduce((sum, range) => sum + range.subjects, 0);
    await this.openStore(home, job, cells, subjects);
    let chunks = 0;
    for (const [at, cell] of cells.entries())
      chunks += await this.writeManifest(event, cell, job, ranges[at] ?? []);
    await this.begin(event, chunks);
  }

  private async openStore(
    home: Cell,
    job: Job,
    cells: readonly Cell[],
    subjects: number,
  ): Promise<void> {
    let { store } = job;
    if (subjects >= OWN_STORE_FROM && store === 0) {
      const [row] = await this.work.run(CONTROL_CELL, (tx) =>
        tx.query<{ store: number }>(NEXT_STORE, []),
      );
      invariant(row, 'a sequence has a next number');
      ({ store } = row);
    }
    // Written before the store is opened: a plan that is run again uses the same.
    await this.work.run(home, async (tx) => {
      planJob(tx, job.jobId, store, subjects);
    });
    if (store > 0)
      await this.copy.run(home, (tx) =>
        tx.query(OPEN_STORE, [store, cells.map(({ cellId }) => cellId)]),
      );
  }

  private async writeManifest(
    event: HandledEvent,
    cell: Cell,
    job: Job,
    ranges: readonly SubjectRange[],
  ): Promise<number> {
    const now = this.clock.now();
    const operation = { id: handlerOperation(event, 'plan-job'), fingerprint: {}, now };
    return this.work.once(cell, operation, {
      first: async (tx) => {
        const chunks = ranges.map((range, chunkNo): JobChunk => ({
          chunkNo,
          after: range.after,
          upTo: range.upTo,
          subjectCount: range.subjects,
        }));
        insertChunks(tx, job.jobId, chunks);
        for (const { chunkNo } of chunks)
          record(tx, planner(event), jobChunkPlanned(job.jobId, chunkNo), now);
        return { value: chunks.length, reference: chunks.length };
      },
      again: (tx) => countChunks(tx, job.jobId),
    });
  }

  private async begin(event: HandledEvent, chunkCount: number): Promise<void> {
    const now = this.clock.now();
    await this.work.run(event.cell, async (tx) => {
      const job = await lockJob(tx, event.payload.resource.id);
      if (job?.status !== 'planning') return;
      // Chunks may be done already by now.
      const scored = job.chunksDone === chunkCount;
      writeProgress(tx, { ...job, chunkCount, status: scored ? 'finishing' : 'running' });
      if (scored) record(tx, planner(event), jobScored(job.jobId), now);
    });
  }
}

const planner = (event: HandledEvent): SystemActor => ({
  kind: 'system',
  id: 'plan-job',
  requestId: event.payload.request_id,
});
