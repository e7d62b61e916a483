import { type Clock, ok, type Mode, type Result, type StaffActor } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import type { SubjectKind } from '#score-engine';
import type { Cells } from '#tenancy';
import { type Deployment, newestDeployments } from '../tables/deployment.js';
import { type DeploymentProposal, openProposals } from '../tables/deployment-proposal.js';
import { tenantOf, type TenantStaffRefusal } from './tenant-staff.js';

/** Versions and proposals that are shown at most. */
const SHOWN_MAX = 100;

/** Why deployments are not shown. */
export type ReadDeploymentsRefusal = TenantStaffRefusal;

/** What a kind of subject is and was scored with, and what may follow. */
export interface DeploymentsView {
  /** The newest first: the one in force, if any, and those before it. */
  readonly versions: readonly Deployment[];
  /** Proposals that a second person may still approve, the newest first. */
  readonly proposals: readonly DeploymentProposal[];
}

/** Shows a tenant's staff what is deployed. */
export class ReadDeployments {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** At most 100 of either. */
  async execute(
    actor: StaffActor,
    mode: Mode,
    kind: SubjectKind,
  ): Promise<Result<DeploymentsView, ReadDeploymentsRefusal>> {
    const tenantId = tenantOf(actor);
    if (!tenantId.ok) return tenantId;
    const home = await this.cells.home(tenantId.value, mode);
    return this.work.run(home, async (tx) => {
      const versions = await newestDeployments(tx, kind, SHOWN_MAX);
      const baseVersion = versions[0]?.version ?? 0;
      const of = { kind, baseVersion, now: this.clock.now() };
      return ok({ versions, proposals: await openProposals(tx, of, SHOWN_MAX) });
    });
  }
}
