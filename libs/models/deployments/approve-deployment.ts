import {
  canonicalJson,
  type Cell,
  type Clock,
  err,
  invariant,
  isId,
  type Json,
  type Mode,
  ok,
  type Result,
  type StaffActor,
} from '#kernel';
import { newId, type Operation, type Tx, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import type { Cells } from '#tenancy';
import { approvalRefused, modelDeployed } from '../events.js';
import {
  type Deployment,
  lockVersion,
  putDeployment,
  readDeployment,
} from '../tables/deployment.js';
import {
  type DeploymentProposal,
  markApproved,
  readProposal,
} from '../tables/deployment-proposal.js';
import type { CheckPlan, PlanRefusal } from './check-plan.js';
import { tenantOf, type TenantStaffRefusal } from './tenant-staff.js';
import { planOf } from './terms.js';

/** Why a proposal does not come into force, in the order in which it is checked. */
export type ApproveDeploymentRefusal =
  | TenantStaffRefusal
  | { readonly code: 'deployment-proposal-not-found' }
  | { readonly code: 'deployment-same-person' }
  | { readonly code: 'deployment-proposal-approved'; readonly version: number }
  | { readonly code: 'deployment-proposal-lapsed'; readonly lapsedAt: Date }
  | { readonly code: 'deployment-stale' }
  | PlanRefusal;

type Outcome = Result<Deployment, ApproveDeploymentRefusal>;

/** A second member of a tenant's staff approves: the proposal comes into force. */
export class ApproveDeployment {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly checkPlan: CheckPlan,
    private readonly clock: Clock,
  ) {}

  /**
   * Checks everything anew: models, licences, scale, what the law forbids by now, and that what the
   * proposal replaces is still in force. Two approvals at once take effect once.
   */
  async execute(
    actor: StaffActor,
    mode: Mode,
    proposalId: string,
    operation?: Operation,
  ): Promise<Outcome> {
    const tenantId = tenantOf(actor);
    if (!tenantId.ok) return tenantId;
    const home = await this.cells.home(tenantId.value, mode);
    const proposal = isId(proposalId)
      ? await this.work.run(home, (tx) => readProposal(tx, proposalId))
      : undefined;
    if (!proposal) return err({ code: 'deployment-proposal-not-found' });
    // Before the transaction, which joins no other cell's: what is proposed never changes.
    const forbidden = await this.faultNow(home, proposal);
    return this.work.once<Outcome>(home, operation, {
      first: async (tx) => {
        const outcome = await this.approve(tx, actor, proposal, forbidden);
        return { value: outcome, reference: outcome.ok ? outcome.value.version : undefined };
      },
      again: async (tx, version) => ok(await deployed(tx, proposal, version)),
    });
  }

  private async approve(
    tx: Tx,
    actor: StaffActor,
    { proposalId, kind }: DeploymentProposal,
    forbidden: ApproveDeploymentRefusal | undefined,
  ): Promise<Outcome> {
    const now = this.clock.now();
    const version = await lockVersion(tx, kind);
    // Read once the version is locked: another approval may have come first.
    const proposal = await readProposal(tx, proposalId);
    invariant(proposal, 'a proposal is kept');
    const fault = faultOf(proposal, actor, version, now) ?? forbidden;
    if (fault) {
      record(tx, actor, approvalRefused(proposal, fault.code), now);
      return err(fault);
    }
    const deployment: Deployment = {
      kind: proposal.kind,
      version: version + 1,
      salt: newId(now),
      terms: proposal.terms,
      act: 'approved',
      previous: version === 0 ? null : version,
      restores: null,
      proposalId: proposal.proposalId,
      proposedBy: proposal.proposedBy,
      decidedBy: actor.id,
      deployedAt: now,
    };
    putDeployment(tx, deployment);
    const by = { approvedBy: actor.id, approvedAt: now, version: deployment.version };
    markApproved(tx, proposal.proposalId, by);
    record(tx, actor, modelDeployed(deployment), now);
    return ok(deployment);
  }

  /** What was true when it was proposed may be so no longer. */
  private async faultNow(
    { tenantId, mode }: Cell,
    { terms }: DeploymentProposal,
  ): Promise<ApproveDeploymentRefusal | undefined> {
    const anew = await this.checkPlan.execute({ tenantId, mode }, planOf(terms));
    if (!anew.ok) return anew.error;
    // By another's leave than was proposed: a licensed model that has become the tenant's own.
    return sameTerms(anew.value, terms) ? undefined : { code: 'deployment-stale' };
  }
}

const sameTerms = (one: object, other: object): boolean =>
  canonicalJson(one as Json) === canonicalJson(other as Json);

function faultOf(
  proposal: DeploymentProposal,
  actor: StaffActor,
  version: number,
  now: Date,
): ApproveDeploymentRefusal | undefined {
  if (proposal.proposedBy === actor.id) return { code: 'deployment-same-person' };
  if (proposal.version !== null)
    return { code: 'deployment-proposal-approved', version: proposal.version };
  const { lapsesAt } = proposal;
  if (lapsesAt <= now) return { code: 'deployment-proposal-lapsed', lapsedAt: lapsesAt };
  if (proposal.baseVersion !== version) return { code: 'deployment-stale' };
  return undefined;
}

async function deployed(tx: Tx, { kind }: DeploymentProposal, version: Json): Promise<Deployment> {
  invariant(typeof version === 'number', 'the operation refers to a version');
  const deployment = await readDeployment(tx, kind, version);
  invariant(deployment, 'a deployment is kept');
  return deployment;
}
