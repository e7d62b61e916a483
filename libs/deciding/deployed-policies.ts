import { type Clock, invariant, type Mode } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import type { Cells } from '#tenancy';
import type { PolicyRunner } from './policy/runner.js';
import { readyPolicy } from './policy/read-policy.js';
import { readPolicyRow } from './tables/policy.js';
import { newestPolicyDeployments } from './tables/policy-deployment.js';

/** A deployment is read again after this, so that a change is in force everywhere within it. */
const FRESH_MS = 1000;
/** Compiled policies kept in memory. */
const POLICIES_MAX = 256;
/** Products whose deployment is remembered. */
const PRODUCTS_MAX = 10_000;

/** What a product is decided by now. */
export interface DeployedPolicy {
  readonly sha256: string;
  readonly version: number;
  readonly runner: PolicyRunner;
}

interface Remembered {
  readonly until: number;
  readonly policy: Promise<DeployedPolicy | undefined>;
}

/** Policies ready in memory: by hash for long, by deployment for a second. */
export class DeployedPolicies {
  private readonly byHash = new Map<string, Promise<PolicyRunner>>();
  private readonly byProduct = new Map<string, Remembered>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** What the tenant has deployed for a product; undefined when nothing. */
  async of(tenantId: string, mode: Mode, product: string): Promise<DeployedPolicy | undefined> {
    const key = `${tenantId} ${mode} ${product}`;
    const now = this.clock.now().getTime();
    const known = this.byProduct.get(key);
    if (known && known.until > now) return known.policy;
    if (this.byProduct.size >= PRODUCTS_MAX) this.byProduct.clear();
    const policy = this.read(tenantId, mode, product);
    this.byProduct.set(key, { until: now + FRESH_MS, policy });
    policy.catch(() => this.byProduct.delete(key));
    return policy;
  }

  /** The policy of a hash that a row of the tenant's names, compiled. */
  async ready(tenantId: string, mode: Mode, sha256: string): Promise<PolicyRunner> {
    const known = this.byHash.get(sha256);
    if (known) return known;
    if (this.byHash.size >= POLICIES_MAX) this.byHash.clear();
    const ready = this.load(tenantId, mode, sha256);
    this.byHash.set(sha256, ready);
    ready.catch(() => this.byHash.delete(sha256));
    return ready;
  }

  private async read(
    tenantId: string,
    mode: Mode,
    product: string,
  ): Promise<DeployedPolicy | undefined> {
    const home = await this.cells.home(tenantId, mode);
    const [inForce] = await this.work.run(home, (tx) => newestPolicyDeployments(tx, product, 1));
    if (!inForce) return undefined;
    const { sha256, version } = inForce;
    return { sha256, version, runner: await this.ready(tenantId, mode, sha256) };
  }

  private async load(tenantId: string, mode: Mode, sha256: string): Promise<PolicyRunner> {
    const home = await this.cells.home(tenantId, mode);
    const stored = await this.work.run(home, (tx) => readPolicyRow(tx, sha256));
    invariant(stored, 'a policy that a row names is kept');
    return readyPolicy(stored.body);
  }
}
