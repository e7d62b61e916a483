import { type ApiKeyActor, err, ok, type Result } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import type { Cells } from '#tenancy';
import { listPolicies, readPolicyRow, type StoredPolicy } from './tables/policy.js';

/** Why a policy was not read. */
export interface ReadPolicyRefusal {
  readonly code: 'policy-not-found';
}

const LISTED_MAX = 200;

/** Shows a tenant its policies. */
export class ReadPolicies {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
  ) {}

  /** The newest 200. */
  async list({ tenantId, mode }: ApiKeyActor): Promise<readonly StoredPolicy[]> {
    const home = await this.cells.home(tenantId, mode);
    return this.work.run(home, (tx) => listPolicies(tx, LISTED_MAX));
  }

  /** One, in full; another tenant's answers as an absent one does. */
  async read(
    { tenantId, mode }: ApiKeyActor,
    sha256: string,
  ): Promise<Result<StoredPolicy, ReadPolicyRefusal>> {
    const home = await this.cells.home(tenantId, mode);
    const policy = await this.work.run(home, (tx) => readPolicyRow(tx, sha256));
    return policy ? ok(policy) : err({ code: 'policy-not-found' });
  }
}
