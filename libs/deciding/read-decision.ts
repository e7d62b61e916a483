import {
  type ApiKeyActor,
  canonicalJson,
  type Clock,
  err,
  type Json,
  ok,
  type Result,
} from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import type { Cells } from '#tenancy';
import { toldTerms } from './ask-policy.js';
import type { DeployedPolicies } from './deployed-policies.js';
import { decisionRead } from './events.js';
import type { PolicyOutcome } from './policy/outcome.js';
import { sha256 } from './sha256.js';
import { type Decision, readDecision } from './tables/decision.js';

/** Why a decision was not read. */
export interface ReadDecisionRefusal {
  readonly code: 'decision-not-found';
}

/** A decision computed anew from the hashes that it names. */
export interface ReplayedDecision {
  readonly decision: Decision;
  /** Whether input and outcome are the same to the last byte. */
  readonly same: boolean;
}

/**
 * Gives decisions to whoever made them. They, and their notices, are the lender's own record, which
 * the law has it keep and give out, so they outlive the consent behind the score.
 */
export class ReadDecision {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly policies: DeployedPolicies,
    private readonly clock: Clock,
  ) {}

  /** Asks the policy of the decision's hash the decision's own input again. */
  async replay(
    actor: ApiKeyActor,
    decisionId: string,
  ): Promise<Result<ReplayedDecision, ReadDecisionRefusal>> {
    const read = await this.execute(actor, decisionId, 'replay');
    if (!read.ok) return read;
    const { value: decision } = read;
    const { input, inputSha256, outcome, policy } = decision;
    const runner = await this.policies.ready(actor.tenantId, actor.mode, policy);
    const answer = await runner.run(input);
    const anew =
      answer.ok && outcomeText(toldTerms(answer.value, { amountMinor: input.amount_minor }));
    const same =
      sha256(canonicalJson({ ...input })) === inputSha256 && anew === outcomeText(outcome);
    return ok({ decision, same });
  }

  /** Another tenant's decision, or one of the other mode, is not found. */
  async execute(
    actor: ApiKeyActor,
    decisionId: string,
    what: 'decision' | 'notice' | 'replay' = 'decision',
  ): Promise<Result<Decision, ReadDecisionRefusal>> {
    const cell = await this.cells.of(actor.tenantId, actor.mode, decisionId);
    const decision =
      cell &&
      (await this.work.run(cell, async (tx) => {
        const found = await readDecision(tx, decisionId);
        if (found) record(tx, actor, decisionRead(found, what), this.clock.now());
        return found;
      }));
    return decision ? ok(decision) : err({ code: 'decision-not-found' });
  }
}

/** The canonical text of an outcome. */
const outcomeText = (outcome: PolicyOutcome): string => canonicalJson(outcome as unknown as Json);
