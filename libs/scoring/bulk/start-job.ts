import { type ApiKeyActor, type Clock, err, ok, type Result } from '#kernel';
import { newId, type Operation, referenceText, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import type { DeployedModels } from '#models';
import type { SubjectKind } from '#score-engine';
import { latestAsOf } from '#subjects';
import type { Cells } from '#tenancy';
import { jobRequested } from '../events.js';
import { insertJob, type Job, readJob } from '../tables/job.js';

/** Why no job starts, in the order in which it is checked. */
export type StartJobRefusal =
  | { readonly code: 'model-not-deployed'; readonly kind: SubjectKind }
  | { readonly code: 'job-no-data'; readonly kind: SubjectKind }
  | { readonly code: 'job-not-found' };

/** A tenant asks for all its subjects of a kind to be scored. */
export class StartJob {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly models: DeployedModels,
    private readonly clock: Clock,
  ) {}

  /** @param input as-of instant of the features; by default that of the newest finished import */
  async execute(
    actor: ApiKeyActor,
    input: { readonly kind: SubjectKind; readonly asOf: Date | undefined },
    operation?: Operation,
  ): Promise<Result<Job, StartJobRefusal>> {
    const { kind } = input;
    const model = await this.models.championOf(actor.tenantId, actor.mode, kind);
    if (!model) return err({ code: 'model-not-deployed', kind });
    const home = await this.cells.home(actor.tenantId, actor.mode);
    return this.work.once<Result<Job, StartJobRefusal>>(home, operation, {
      first: async (tx) => {
        const asOf = input.asOf ?? (await latestAsOf(tx, kind));
        if (!asOf) return { value: err({ code: 'job-no-data', kind }), reference: undefined };
        const now = this.clock.now();
        const jobId = newId(now);
        const { sha256, ownerTenantId: modelOwner, calibration, scale, deploymentVersion } = model;
        const by = { model: sha256, modelOwner, calibration, scale, deploymentVersion };
        insertJob(tx, { jobId, kind, ...by, asOf, createdAt: now });
        record(tx, actor, jobRequested(jobId, kind, sha256), now);
        const job = await readJob(tx, jobId);
        return { value: job ? ok(job) : err({ code: 'job-not-found' }), reference: jobId };
      },
      again: async (tx, jobId) => {
        const job = await readJob(tx, referenceText(jobId));
        return job ? ok(job) : err({ code: 'job-not-found' });
      },
    });
  }
}
