import { type Clock, err, invariant, type Mode, ok, type Result, type StaffActor } from '#kernel';
import type { Operation, Tx, UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import type { Cells } from '#tenancy';
import { policyDeployed } from '../events.js';
import {
  lockProduct,
  type PolicyDeployment,
  putPolicyDeployment,
  readPolicyDeployment,
} from '../tables/policy-deployment.js';
import { keptDeployment, placeOf } from './approve-policy.js';
import { type StaffOfTenantRefusal, tenantOf } from './tenant-of.js';

/** Why nothing is rolled back, in the order in which it is checked. */
export type RollBackPolicyRefusal =
  | StaffOfTenantRefusal
  | { readonly code: 'policy-deployment-stale' }
  | { readonly code: 'policy-nothing-before' };

type Outcome = Result<PolicyDeployment, RollBackPolicyRefusal>;

/** Which version somebody wants to be rid of. */
export interface RollBackPolicyInput {
  readonly mode: Mode;
  readonly product: string;
  /** The version in force, as whoever rolls back has seen it. */
  readonly version: number;
}

/**
 * One member of a tenant's staff alone goes back to the version in force before. Only back: a
 * rollback after a rollback goes one further, and forward again takes two.
 */
export class RollBackPolicy {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** What comes back has two people's approval. */
  async execute(
    actor: StaffActor,
    input: RollBackPolicyInput,
    operation?: Operation,
  ): Promise<Outcome> {
    const tenantId = tenantOf(actor);
    if (!tenantId.ok) return tenantId;
    const home = await this.cells.home(tenantId.value, input.mode);
    return this.work.once<Outcome>(home, operation, {
      first: async (tx) => {
        const outcome = await this.rollBack(tx, actor, input);
        return { value: outcome, reference: outcome.ok ? placeOf(outcome.value) : undefined };
      },
      again: async (tx, place) => ok(await keptDeployment(tx, place)),
    });
  }

  private async rollBack(
    tx: Tx,
    actor: StaffActor,
    { product, version }: RollBackPolicyInput,
  ): Promise<Outcome> {
    const seen = await readPolicyDeployment(tx, product, version);
    if (!seen) return err({ code: 'policy-deployment-stale' });
    if ((await lockProduct(tx, product)) !== version)
      return err({ code: 'policy-deployment-stale' });
    if (seen.previous === null) return err({ code: 'policy-nothing-before' });
    const before = await readPolicyDeployment(tx, product, seen.previous);
    invariant(before, 'a version is kept');
    const now = this.clock.now();
    const deployment: PolicyDeployment = {
      product,
      version: version + 1,
      sha256: before.sha256,
      act: 'rolled_back',
      previous: before.previous,
      proposedBy: null,
      decidedBy: actor.id,
      deployedAt: now,
    };
    putPolicyDeployment(tx, deployment);
    record(tx, actor, policyDeployed(deployment), now);
    return ok(deployment);
  }
}
