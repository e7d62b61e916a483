import { type ApiKeyActor, type Clock, invariant, ok, type Result } from '#kernel';
import { type Operation, referenceText, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import type { Cells } from '#tenancy';
import { policyRegistered } from './events.js';
import { type PolicyRefusal, readPolicy } from './policy/read-policy.js';
import { sha256 } from './sha256.js';
import { insertPolicy, readPolicyRow, type StoredPolicy } from './tables/policy.js';

/** Keeps a policy that passes its own cases, under the hash of its canonical text. */
export class ImportPolicy {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** Keeping the same one again is the same act; the first name stays. */
  async execute(
    actor: ApiKeyActor,
    { name, policy: json }: { readonly name: string; readonly policy: unknown },
    operation?: Operation,
  ): Promise<Result<StoredPolicy, PolicyRefusal>> {
    const read = await readPolicy(json);
    if (!read.ok) return read;
    const { body, policy } = read.value;
    const hash = sha256(body);
    const home = await this.cells.home(actor.tenantId, actor.mode);
    return this.work.once<Result<StoredPolicy, PolicyRefusal>>(home, operation, {
      first: async (tx) => {
        const now = this.clock.now();
        const { product } = policy;
        if (await insertPolicy(tx, { sha256: hash, product, name, body, createdAt: now }))
          record(tx, actor, policyRegistered(hash, product), now);
        const kept = await readPolicyRow(tx, hash);
        invariant(kept, 'what was just kept is there');
        return { value: ok(kept), reference: hash };
      },
      again: async (tx, reference) => {
        const kept = await readPolicyRow(tx, referenceText(reference));
        invariant(kept, 'a policy is kept for ever');
        return ok(kept);
      },
    });
  }
}
