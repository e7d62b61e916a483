import { type Clock, invariant, type Mode, ok, type Result, type StaffActor } from '#kernel';
import { newId, type Operation, referenceText, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import type { Cells } from '#tenancy';
import { deploymentProposed } from '../events.js';
import { lockVersion } from '../tables/deployment.js';
import {
  type DeploymentProposal,
  insertProposal,
  readProposal,
} from '../tables/deployment-proposal.js';
import type { CheckPlan, PlanRefusal } from './check-plan.js';
import { tenantOf, type TenantStaffRefusal } from './tenant-staff.js';
import type { DeploymentPlan } from './terms.js';

/** How long a proposal waits for its second pair of eyes. */
const PROPOSAL_DAYS = 7;
const DAY_MS = 86_400_000;

/** Why nothing is proposed. */
export type ProposeDeploymentRefusal = TenantStaffRefusal | PlanRefusal;

/** One member of a tenant's staff proposes what is scored with; nothing changes by it. */
export class ProposeDeployment {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly checkPlan: CheckPlan,
    private readonly clock: Clock,
  ) {}

  /** Binds the proposal to the version in force: it cannot follow another one. */
  async execute(
    actor: StaffActor,
    mode: Mode,
    plan: DeploymentPlan,
    operation?: Operation,
  ): Promise<Result<DeploymentProposal, ProposeDeploymentRefusal>> {
    const tenantId = tenantOf(actor);
    if (!tenantId.ok) return tenantId;
    const tenant = { tenantId: tenantId.value, mode };
    const terms = await this.checkPlan.execute(tenant, plan);
    if (!terms.ok) return terms;
    const { kind } = terms.value;
    const home = await this.cells.home(tenant.tenantId, mode);
    return this.work.once<Result<DeploymentProposal, ProposeDeploymentRefusal>>(home, operation, {
      first: async (tx) => {
        const now = this.clock.now();
        const baseVersion = await lockVersion(tx, kind);
        const proposal: DeploymentProposal = {
          proposalId: newId(now),
          kind,
          baseVersion,
          terms: terms.value,
          proposedBy: actor.id,
          proposedAt: now,
          lapsesAt: new Date(now.getTime() + PROPOSAL_DAYS * DAY_MS),
          approvedBy: null,
          approvedAt: null,
          version: null,
        };
        insertProposal(tx, proposal);
        record(tx, actor, deploymentProposed(proposal), now);
        return { value: ok(proposal), reference: proposal.proposalId };
      },
      again: async (tx, id) => {
        const kept = await readProposal(tx, referenceText(id));
        invariant(kept, 'a proposal is kept');
        return ok(kept);
      },
    });
  }
}
