import { type Actor, type Clock, err, ok, type Result } from '#kernel';
import { CONTROL_CELL, type Operation, referenceText, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import { DEFAULT_SCALE, parseScale, type Scale } from '#score-engine';
import type { Cells } from '#tenancy';
import { modelDeployed } from './events.js';
import { type Deployment, putDeployment } from './tables/deployment.js';
import { findUsable, type ModelOwner } from './tables/model.js';

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
    const { sha256 } = model;
    const usable = await this.work.run(CONTROL_CELL, (tx) => findUsable(tx, tenant, sha256));
    if (!usable) return err({ code: 'model-not-found' });
    const scale = parseScale({ ...DEFAULT_SCALE, ...model.scale });
    if (!scale.ok)
      return err({
        code: 'model-scale-unsound',
        path: scale.error.path,
        detail: scale.error.message,
      });

    const { kind, ownerTenantId } = usable;
    const now = this.clock.now();
    const deployment = { kind, sha256, ownerTenantId, scale: scale.value, deployedAt: now };
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
