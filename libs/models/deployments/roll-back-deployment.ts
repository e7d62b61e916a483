import {
  type Clock,
  err,
  invariant,
  type Json,
  type Mode,
  ok,
  type Result,
  type StaffActor,
} from '#kernel';
import type { Operation, Tx, UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import type { SubjectKind } from '#score-engine';
import type { Cells } from '#tenancy';
import { deploymentRolledBack } from '../events.js';
import {
  currentDeployment,
  type Deployment,
  lockVersion,
  putDeployment,
  readDeployment,
} from '../tables/deployment.js';
import type { CheckPlan, PlanRefusal } from './check-plan.js';
import { tenantOf, type TenantStaffRefusal } from './tenant-staff.js';
import { planOf } from './terms.js';

/** Why nothing is rolled back, in the order in which it is checked. */
export type RollBackRefusal =
  | TenantStaffRefusal
  | { readonly code: 'deployment-stale' }
  | { readonly code: 'deployment-nothing-before' }
  | PlanRefusal;

type Outcome = Result<Deployment, RollBackRefusal>;

/** Which deployment somebody wants to be rid of. */
export interface RollBackInput {
  readonly mode: Mode;
  readonly kind: SubjectKind;
  /** The version that they see in force. */
  readonly version: number;
}

/**
 * One member of a tenant's staff alone goes back to the deployment in force before. Only back: a
 * rollback after a rollback goes one further, and forward again takes two.
 */
export class RollBackDeployment {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly checkPlan: CheckPlan,
    private readonly clock: Clock,
  ) {}

  /** What comes back has two people's approval; what the law forbids by now does not come back. */
  async execute(actor: StaffActor, input: RollBackInput, operation?: Operation): Promise<Outcome> {
    const tenantId = tenantOf(actor);
    if (!tenantId.ok) return tenantId;
    const home = await this.cells.home(tenantId.value, input.mode);
    const before = await this.work.run(home, (tx) => readBefore(tx, input));
    if (!before.ok) return before;
    const { terms } = before.value;
    const tenant = { tenantId: tenantId.value, mode: input.mode };
    const still = await this.checkPlan.execute(tenant, planOf(terms));
    return this.work.once<Outcome>(home, operation, {
      first: async (tx) => {
        const outcome = await this.rollBack(tx, actor, input, { before: before.value, still });
        return { value: outcome, reference: outcome.ok ? outcome.value.version : undefined };
      },
      again: async (tx, version) => ok(await kept(tx, input.kind, version)),
    });
  }

  private async rollBack(
    tx: Tx,
    actor: StaffActor,
    { kind, version: seen }: RollBackInput,
    {
      before,
      still,
    }: { readonly before: Deployment; readonly still: Result<unknown, PlanRefusal> },
  ): Promise<Outcome> {
    const version = await lockVersion(tx, kind);
    if (version !== seen) return err({ code: 'deployment-stale' });
    if (!still.ok) return still;
    const now = this.clock.now();
    const deployment: Deployment = {
      kind,
      version: version + 1,
      salt: before.salt,
      terms: before.terms,
      act: 'rolled_back',
      previous: before.previous,
      restores: before.version,
      proposalId: null,
      proposedBy: null,
      decidedBy: actor.id,
      deployedAt: now,
    };
    putDeployment(tx, deployment);
    record(tx, actor, deploymentRolledBack(deployment, version), now);
    return ok(deployment);
  }
}

/** What a rollback from a version goes back to; versions never change, so it needs no lock. */
async function readBefore(
  tx: Tx,
  { kind, version }: RollBackInput,
): Promise<Result<Deployment, RollBackRefusal>> {
  const seen = await readDeployment(tx, kind, version);
  if (!seen) return err({ code: 'deployment-stale' });
  if (seen.previous === null) {
    const current = await currentDeployment(tx, kind);
    const stale = current?.version !== version;
    return err({ code: stale ? 'deployment-stale' : 'deployment-nothing-before' });
  }
  return ok(await kept(tx, kind, seen.previous));
}

async function kept(tx: Tx, kind: SubjectKind, version: Json): Promise<Deployment> {
  invariant(typeof version === 'number', 'a version is a number');
  const deployment = await readDeployment(tx, kind, version);
  invariant(deployment, 'a deployment is kept');
  return deployment;
}
