import { type Cell, type Clock, invariant, type SystemActor } from '#kernel';
import { CONTROL_CELL, type CopyWork, type Statement, type UnitOfWork } from '#adapters/database';
import { type EventHandler, type HandledEvent, handlerOperation, record } from '#audit';
import { type SubjectRange, subjectRanges } from '#subjects';
import type { Cells } from '#tenancy';
import { jobChunkPlanned, jobScored } from '../events.js';
import { type Job, lockJob, readJob, takeStore, writeProgress } from '../tables/job.js';
import {
  insertChunks,
  type JobChunk,
  type ManifestSize,
  manifestSize,
} from '../tables/job-chunk.js';

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
    if (!(await this.openStore(home, job, cells, subjects))) return;
    const sizes: ManifestSize[] = [];
    for (const [at, cell] of cells.entries())
      sizes.push(await this.writeManifest(event, cell, job, ranges[at] ?? []));
    await this.begin(event, {
      chunks: sizes.reduce((sum, size) => sum + size.chunks, 0),
      subjects: sizes.reduce((sum, size) => sum + size.subjects, 0),
    });
  }

  /** Decides where the results go, or finds what another run decided; false when it is too late. */
  private async openStore(
    home: Cell,
    job: Job,
    cells: readonly Cell[],
    subjects: number,
  ): Promise<boolean> {
    // A number that another run makes superfluous is no harm: it names nothing.
    const wanted = job.store ?? (subjects >= OWN_STORE_FROM ? await this.nextStore() : 0);
    // Written before the store is opened: a plan that is run again uses the same.
    const store = await this.work.run(home, async (tx) => {
      const locked = await lockJob(tx, job.jobId);
      if (locked?.status !== 'planning') return undefined;
      takeStore(tx, job.jobId, wanted);
      return locked.store ?? wanted;
    });
    if (store === undefined) return false;
    if (store === 0) return true;
    await this.copy.run(home, async (tx) => {
      // Two runs that open at once would make one table twice.
      await lockJob(tx, job.jobId);
      await tx.query(OPEN_STORE, [store, cells.map(({ cellId }) => cellId)]);
    });
    return true;
  }

  private async nextStore(): Promise<number> {
    const [row] = await this.work.run(CONTROL_CELL, (tx) =>
      tx.query<{ store: number }>(NEXT_STORE, []),
    );
    invariant(row, 'a sequence has a next number');
    return row.store;
  }

  private async writeManifest(
    event: HandledEvent,
    cell: Cell,
    job: Job,
    ranges: readonly SubjectRange[],
  ): Promise<ManifestSize> {
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
        const subjects = chunks.reduce((sum, chunk) => sum + chunk.subjectCount, 0);
        return { value: { chunks: chunks.length, subjects }, reference: chunks.length };
      },
      again: (tx) => manifestSize(tx, job.jobId),
    });
  }

  /** The manifests say how much there is: two runs may have counted at different moments. */
  private async begin(event: HandledEvent, size: ManifestSize): Promise<void> {
    const now = this.clock.now();
    await this.work.run(event.cell, async (tx) => {
      const job = await lockJob(tx, event.payload.resource.id);
      if (job?.status !== 'planning') return;
      // Chunks may be done already by now.
      const scored = job.chunksDone === size.chunks;
      const counts = { subjectCount: size.subjects, chunkCount: size.chunks };
      writeProgress(tx, { ...job, ...counts, status: scored ? 'finishing' : 'running' });
      if (scored) record(tx, planner(event), jobScored(job.jobId), now);
    });
  }
}

const planner = (event: HandledEvent): SystemActor => ({
  kind: 'system',
  id: 'plan-job',
  requestId: event.payload.request_id,
});
