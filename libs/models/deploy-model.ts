import { type Actor, type Clock, err, ok, type Result } from '#kernel';
import { CONTROL_CELL, type Operation, referenceText, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import { DEFAULT_SCALE, parseScale, type Scale } from '#score-engine';
import type { Cells } from '#tenancy';
import { modelDeployed } from './events.js';
import type { ModelOwner } from './import-model.js';
import { isLicensed, readArtefact } from './tables/artefact.js';
import { type Deployment, putDeployment } from './tables/deployment.js';

/** Why a model is not deployed, in the order in which it is checked. */
export type DeployModelRefusal =
  | { readonly code: 'model-not-found' }
  | { readonly code: 'model-scale-unsound'; readonly path: string; readonly detail: string };

/** A tenant begins to score with a model that it owns or that is licensed to it. */
export class DeployModel {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** Another's unlicensed model answers as an absent one does. */
  async execute(
    actor: Actor,
    tenant: ModelOwner,
    model: { readonly sha256: string; readonly scale: Partial<Scale> },
    operation?: Operation,
  ): Promise<Result<Deployment, DeployModelRefusal>> {
    const artefact = await this.work.run(CONTROL_CELL, async (tx) => {
      const found = await readArtefact(tx, model.sha256);
      if (found?.mode !== tenant.mode) return undefined;
      const allowed = found.ownerTenantId === tenant.tenantId;
      return allowed || (await isLicensed(tx, model.sha256, tenant.tenantId)) ? found : undefined;
    });
    if (!artefact) return err({ code: 'model-not-found' });
    const scale = parseScale({ ...DEFAULT_SCALE, ...model.scale });
    if (!scale.ok)
      return err({
        code: 'model-scale-unsound',
        path: scale.error.path,
        detail: scale.error.message,
      });

    const { kind, sha256 } = artefact;
    const now = this.clock.now();
    const deployment: Deployment = { kind, sha256, scale: scale.value, deployedAt: now };
    const home = await this.cells.home(tenant.tenantId, tenant.mode);
    return this.work.once(home, operation, {
      first: async (tx) => {
        putDeployment(tx, deployment);
        record(tx, actor, modelDeployed(sha256, kind), now);
        return { value: ok(deployment), reference: now.toISOString() };
      },
      again: async (_, at) => ok({ ...deployment, deployedAt: new Date(referenceText(at)) }),
    });
  }
}
