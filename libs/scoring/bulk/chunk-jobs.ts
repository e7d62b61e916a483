import { type Cell, invariant } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import type { DeployedModels } from '#models';
import type { Cells } from '#tenancy';
import { FLAG } from '../flags.js';
import { type Job, readJob } from '../tables/job.js';
import type { RowScoring } from './score-rows.js';

/** What a chunk needs to know of its job; immutable once chunks exist. */
export interface ChunkJob {
  readonly job: Job;
  readonly scoring: RowScoring;
}

/** The job of a chunk, with its model compiled; the last one asked for stays in memory. */
export class ChunkJobs {
  private last: { readonly jobId: string; readonly read: Promise<ChunkJob> } | undefined;

  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly models: DeployedModels,
  ) {}

  /** Of a job that is known to exist; `cell` is any of its tenant's. */
  of(cell: Cell, jobId: string): Promise<ChunkJob> {
    if (this.last?.jobId === jobId) return this.last.read;
    const read = this.read(cell, jobId);
    this.last = { jobId, read };
    read.catch(() => (this.last = undefined));
    return read;
  }

  private async read(cell: Cell, jobId: string): Promise<ChunkJob> {
    const home = await this.cells.home(cell.tenantId, cell.mode);
    const job = await this.work.run(home, (tx) => readJob(tx, jobId));
    invariant(job, 'a chunk belongs to a job');
    const { calibration } = job;
    const model = await this.models.named(home, { sha256: job.model, calibration });
    const notCalibrated = job.modelOwner !== cell.tenantId && calibration === null;
    const flags = notCalibrated ? FLAG.notCalibratedForRecipient : 0;
    return { job, scoring: { model, scale: job.scale, flags } };
  }
}
