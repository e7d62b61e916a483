import { type Clock, err, invariant, type Mode, ok, type Result, type StaffActor } from '#kernel';
import { type Operation, referenceText, type Tx, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import type { Cells } from '#tenancy';
import { type StaffOfTenantRefusal, tenantOf } from './deployments/tenant-of.js';
import { decisionResolved } from './events.js';
import { type Decision, readDecision } from './tables/decision.js';
import { insertReview, type Review } from './tables/decision-review.js';

/** Why a referral is not resolved, in the order in which it is checked. */
export type ResolveDecisionRefusal =
  | StaffOfTenantRefusal
  | { readonly code: 'decision-reasons-missing' }
  | { readonly code: 'decision-not-found' }
  | { readonly code: 'decision-not-referred' }
  | { readonly code: 'decision-resolved-already' };

type Outcome = Result<Decision, ResolveDecisionRefusal>;

/** What a person says of a referral. */
export interface Resolution extends Pick<Review, 'result' | 'basis' | 'reasons'> {
  readonly mode: Mode;
  readonly decisionId: string;
}

/** A member of a tenant's staff has looked at what the policy referred, and decides it. */
export class ResolveDecision {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** Once; what the policy said stays as it was beside it. */
  async execute(
    actor: StaffActor,
    resolution: Resolution,
    operation?: Operation,
  ): Promise<Outcome> {
    const tenantId = tenantOf(actor);
    if (!tenantId.ok) return tenantId;
    const { result, reasons, mode, decisionId } = resolution;
    if (result === 'decline' && reasons.length === 0)
      return err({ code: 'decision-reasons-missing' });
    const cell = await this.cells.of(tenantId.value, mode, decisionId);
    if (!cell) return err({ code: 'decision-not-found' });
    return this.work.once<Outcome>(cell, operation, {
      first: async (tx) => {
        const outcome = await this.resolve(tx, actor, resolution);
        return { value: outcome, reference: outcome.ok ? decisionId : undefined };
      },
      again: async (tx, id) => ok(await kept(tx, referenceText(id))),
    });
  }

  private async resolve(tx: Tx, actor: StaffActor, resolution: Resolution): Promise<Outcome> {
    const { decisionId, result, basis, reasons } = resolution;
    const decision = await readDecision(tx, decisionId);
    if (!decision) return err({ code: 'decision-not-found' });
    if (decision.outcome.decision !== 'refer') return err({ code: 'decision-not-referred' });
    const now = this.clock.now();
    const said = result === 'decline' ? reasons : [];
    const review: Review = {
      ...{ result, basis, reasons: said },
      ...{ reviewedBy: actor.id, reviewedAt: now },
    };
    if (!(await insertReview(tx, decisionId, review)))
      return err({ code: 'decision-resolved-already' });
    record(tx, actor, decisionResolved(decision, review), now);
    return ok({ ...decision, review });
  }
}

async function kept(tx: Tx, decisionId: string): Promise<Decision> {
  const decision = await readDecision(tx, decisionId);
  invariant(decision, 'a decision is kept');
  return decision;
}
