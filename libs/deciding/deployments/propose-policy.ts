import { type Clock, err, invariant, type Mode, ok, type Result, type StaffActor } from '#kernel';
import { newId, type Operation, referenceText, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import type { Cells } from '#tenancy';
import { policyProposed } from '../events.js';
import { readPolicyRow } from '../tables/policy.js';
import { lockProduct } from '../tables/policy-deployment.js';
import {
  insertPolicyProposal,
  type PolicyProposal,
  readPolicyProposal,
} from '../tables/policy-proposal.js';
import { type StaffOfTenantRefusal, tenantOf } from './tenant-of.js';

/** How long a proposal waits for its second pair of eyes. */
const PROPOSAL_DAYS = 7;
const DAY_MS = 86_400_000;

/** Why nothing is proposed. */
export type ProposePolicyRefusal = StaffOfTenantRefusal | { readonly code: 'policy-not-found' };

type Outcome = Result<PolicyProposal, ProposePolicyRefusal>;

/** One member of a tenant's staff proposes what a product is decided by; nothing changes by it. */
export class ProposePolicy {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** Binds the proposal to the version in force: it cannot follow another one. */
  async execute(
    actor: StaffActor,
    { mode, sha256 }: { readonly mode: Mode; readonly sha256: string },
    operation?: Operation,
  ): Promise<Outcome> {
    const tenantId = tenantOf(actor);
    if (!tenantId.ok) return tenantId;
    const home = await this.cells.home(tenantId.value, mode);
    return this.work.once<Outcome>(home, operation, {
      first: async (tx) => {
        const policy = await readPolicyRow(tx, sha256);
        if (!policy) return { value: err({ code: 'policy-not-found' }), reference: undefined };
        const now = this.clock.now();
        const { product } = policy;
        const proposal: PolicyProposal = {
          proposalId: newId(now),
          product,
          baseVersion: await lockProduct(tx, product),
          sha256,
          proposedBy: actor.id,
          proposedAt: now,
          lapsesAt: new Date(now.getTime() + PROPOSAL_DAYS * DAY_MS),
          version: null,
        };
        insertPolicyProposal(tx, proposal);
        record(tx, actor, policyProposed(proposal), now);
        return { value: ok(proposal), reference: proposal.proposalId };
      },
      again: async (tx, id) => {
        const kept = await readPolicyProposal(tx, referenceText(id));
        invariant(kept, 'a proposal is kept');
        return ok(kept);
      },
    });
  }
}
