import { type Clock, type Mode, ok, type Result, type StaffActor } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import type { Cells } from '#tenancy';
import { newestPolicyDeployments, type PolicyDeployment } from '../tables/policy-deployment.js';
import { openPolicyProposals, type PolicyProposal } from '../tables/policy-proposal.js';
import { type StaffOfTenantRefusal, tenantOf } from './tenant-of.js';

/** Versions and proposals that are shown at most. */
const SHOWN_MAX = 100;

/** What a product is and was decided by, and what may follow. */
export interface PolicyDeploymentsView {
  /** The newest first: the one in force, if any, and those before it. */
  readonly versions: readonly PolicyDeployment[];
  /** Proposals that a second person may still approve. */
  readonly proposals: readonly PolicyProposal[];
}

/** Shows a tenant's staff what is deployed. */
export class ReadPolicyDeployments {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** At most 100 of either. */
  async execute(
    actor: StaffActor,
    { mode, product }: { readonly mode: Mode; readonly product: string },
  ): Promise<Result<PolicyDeploymentsView, StaffOfTenantRefusal>> {
    const tenantId = tenantOf(actor);
    if (!tenantId.ok) return tenantId;
    const home = await this.cells.home(tenantId.value, mode);
    return this.work.run(home, async (tx) => {
      const versions = await newestPolicyDeployments(tx, product, SHOWN_MAX);
      const of = { product, baseVersion: versions[0]?.version ?? 0, now: this.clock.now() };
      return ok({ versions, proposals: await openPolicyProposals(tx, of, SHOWN_MAX) });
    });
  }
}
