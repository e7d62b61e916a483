import {
  type ApiKeyActor,
  canonicalJson,
  err,
  invariant,
  type Json,
  ok,
  type Result,
} from '#kernel';
import { type Operation, referenceText, type Tx, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import { readApplication } from '#lending';
import type { ReadScore, ReadScoreRefusal } from '#scoring';
import type { Cells } from '#tenancy';
import type { AskPolicy, AskPolicyRefusal } from './ask-policy.js';
import { decisionMade } from './events.js';
import { type Decision, insertDecision, readDecision } from './tables/decision.js';

/** Why an application is not decided, in the order in which it is checked. */
export type DecideRefusal =
  | { readonly code: 'application-not-found' }
  | ReadScoreRefusal
  | { readonly code: 'decision-score-of-another' }
  | AskPolicyRefusal;

type Outcome = Result<Decision, DecideRefusal>;

/** What is decided upon. */
export interface DecideInput {
  readonly applicationId: string;
  readonly scoreId: string;
}

/** A tenant's policy decides an application by a score that the tenant may still see. */
export class Decide {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly readScore: ReadScore,
    private readonly askPolicy: AskPolicy,
  ) {}

  /**
   * The score is seen again through the gate, in the transaction that keeps the decision and its
   * event: a consent taken back before it commits decides nothing more.
   */
  async execute(actor: ApiKeyActor, input: DecideInput, operation?: Operation): Promise<Outcome> {
    const { tenantId, mode } = actor;
    const cell = await this.cells.of(tenantId, mode, input.applicationId);
    const application =
      cell && (await this.work.run(cell, (tx) => readApplication(tx, input.applicationId)));
    if (!application) return err({ code: 'application-not-found' });
    const found = await this.readScore.find(actor, input.scoreId);
    if (!found.ok) return found;
    if (found.value.view.applicationId !== application.applicationId)
      return err({ code: 'decision-score-of-another' });
    const decided = await this.askPolicy.execute(actor, application, found.value);
    if (!decided.ok) return decided;
    return this.work.once<Outcome>(cell, operation, {
      first: async (tx) => {
        const given = await this.readScore.use(tx, found.value, async (inCell) => {
          keep(inCell, actor, decided.value);
        });
        return given.ok
          ? { value: decided, reference: decided.value.decisionId }
          : { value: given, reference: undefined };
      },
      again: async (tx, id) => {
        const kept = await readDecision(tx, referenceText(id));
        invariant(kept, 'a decision is kept');
        return ok(kept);
      },
    });
  }
}

function keep(tx: Tx, actor: ApiKeyActor, decision: Decision): void {
  insertDecision(tx, decision, canonicalJson({ ...decision.input } satisfies Json));
  record(tx, actor, decisionMade(decision), decision.decidedAt);
}
