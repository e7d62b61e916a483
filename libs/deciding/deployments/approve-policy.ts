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
import type { Cells } from '#tenancy';
import { policyApprovalRefused, policyDeployed } from '../events.js';
import {
  lockProduct,
  type PolicyDeployment,
  putPolicyDeployment,
  readPolicyDeployment,
} from '../tables/policy-deployment.js';
import {
  markPolicyApproved,
  type PolicyProposal,
  readPolicyProposal,
} from '../tables/policy-proposal.js';
import { type StaffOfTenantRefusal, tenantOf } from './tenant-of.js';

/** Why a proposal does not come into force, in the order in which it is checked. */
export type ApprovePolicyRefusal =
  | StaffOfTenantRefusal
  | { readonly code: 'policy-proposal-not-found' }
  | { readonly code: 'policy-same-person' }
  | { readonly code: 'policy-proposal-approved'; readonly version: number }
  | { readonly code: 'policy-proposal-lapsed'; readonly lapsedAt: Date }
  | { readonly code: 'policy-deployment-stale' };

type Outcome = Result<PolicyDeployment, ApprovePolicyRefusal>;

/** A second member of a tenant's staff approves: the proposal comes into force. */
export class ApprovePolicy {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** Two approvals at once take effect once. */
  async execute(
    actor: StaffActor,
    { mode, proposalId }: { readonly mode: Mode; readonly proposalId: string },
    operation?: Operation,
  ): Promise<Outcome> {
    const tenantId = tenantOf(actor);
    if (!tenantId.ok) return tenantId;
    const home = await this.cells.home(tenantId.value, mode);
    return this.work.once<Outcome>(home, operation, {
      first: async (tx) => {
        const outcome = await this.approve(tx, actor, proposalId);
        return { value: outcome, reference: outcome.ok ? placeOf(outcome.value) : undefined };
      },
      again: async (tx, place) => ok(await keptDeployment(tx, place)),
    });
  }

  private async approve(tx: Tx, actor: StaffActor, proposalId: string): Promise<Outcome> {
    const named = await readPolicyProposal(tx, proposalId);
    if (!named) return err({ code: 'policy-proposal-not-found' });
    const inForce = await lockProduct(tx, named.product);
    // Read again once the product is locked: another approval may have come first.
    const proposal = await readPolicyProposal(tx, proposalId);
    invariant(proposal, 'a proposal is kept');
    const now = this.clock.now();
    const fault = faultOf(proposal, actor, { inForce, now });
    if (fault) {
      record(tx, actor, policyApprovalRefused(proposal, fault.code), now);
      return err(fault);
    }
    const deployment: PolicyDeployment = {
      product: proposal.product,
      version: inForce + 1,
      sha256: proposal.sha256,
      act: 'approved',
      previous: inForce === 0 ? null : inForce,
      proposedBy: proposal.proposedBy,
      decidedBy: actor.id,
      deployedAt: now,
    };
    putPolicyDeployment(tx, deployment);
    markPolicyApproved(tx, proposalId, deployment.version);
    record(tx, actor, policyDeployed(deployment), now);
    return ok(deployment);
  }
}

/** How an operation refers to a deployment. */
export const placeOf = ({ product, version }: PolicyDeployment): Json => [product, version];

/** The deployment that an operation refers to. */
export async function keptDeployment(tx: Tx, place: Json): Promise<PolicyDeployment> {
  const [product, version] = Array.isArray(place) ? (place as readonly Json[]) : [];
  invariant(typeof product === 'string' && typeof version === 'number', 'a place is of both');
  const deployment = await readPolicyDeployment(tx, product, version);
  invariant(deployment, 'a deployment is kept');
  return deployment;
}

function faultOf(
  proposal: PolicyProposal,
  actor: StaffActor,
  { inForce, now }: { readonly inForce: number; readonly now: Date },
): Exclude<ApprovePolicyRefusal, StaffOfTenantRefusal> | undefined {
  if (proposal.proposedBy === actor.id) return { code: 'policy-same-person' };
  const { version, lapsesAt } = proposal;
  if (version !== null) return { code: 'policy-proposal-approved', version };
  if (lapsesAt <= now) return { code: 'policy-proposal-lapsed', lapsedAt: lapsesAt };
  if (proposal.baseVersion !== inForce) return { code: 'policy-deployment-stale' };
  return undefined;
}
