import { type ApiKeyActor, type Cell, type Clock, err, invariant, isId, ok } from '#kernel';
import type { Config } from '#adapters/config';
import { type Operation, OperationMismatch, type UnitOfWork } from '#adapters/database';
import { recordAll } from '#audit';
import { knownRoute, readRequestRoute, type RouteRefusal } from '#consent';
import type { DeployedModels } from '#models';
import { GATE_READS_MAX } from '#sharing';
import type { Cells } from '#tenancy';
import { Batches } from './batches.js';
import { scoreDenied } from './events.js';
import { scoreBatch, type ScoreInput, type ScoreItem, type ScoreOutcome } from './score-batch.js';

/** Scores a borrower in real time, under the consent that the borrower gave. */
export class ScoreSubject {
  private readonly batches: Batches<ScoreItem, ScoreOutcome | OperationMismatch>;

  /** @param config how many scores share a transaction at most */
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly models: DeployedModels,
    private readonly clock: Clock,
    config: Pick<Config, 'SCORE_BATCH_MAX'>,
  ) {
    this.batches = new Batches({
      max: Math.min(config.SCORE_BATCH_MAX, GATE_READS_MAX),
      identityOf: ({ input }) => input.consentId,
      work: (items) => this.scoreBatch(items),
    });
  }

  /**
   * One round trip to look up, one to write, shared with whoever asks at the same moment.
   *
   * @throws OperationMismatch when the operation was first asked with another input
   */
  async execute(
    actor: ApiKeyActor,
    input: ScoreInput,
    operation?: Operation,
  ): Promise<ScoreOutcome> {
    const { consentId } = input;
    const cell = isId(consentId)
      ? await this.cells.of(actor.tenantId, actor.mode, consentId)
      : undefined;
    if (!cell) return err({ code: 'consent-not-found' });
    const known = knownRoute(cell, consentId);
    const route = known
      ? ok(known)
      : await this.work.run(cell, (tx) => readRequestRoute(tx, consentId));
    if (!route.ok) return this.denyUnrouted(actor, cell, consentId, route.error);
    const { providerTenantId, providerBucket, subjectKind } = route.value;
    const model = await this.models.of(actor.tenantId, actor.mode, subjectKind);
    if (!model) return err({ code: 'model-not-deployed' });
    const providerCell = await this.cells.ofBucket(providerTenantId, actor.mode, providerBucket);
    invariant(providerCell, 'a provider has cells');

    const lane = `${String(cell.cellId)} ${String(providerCell.cellId)}`;
    const item = { actor, input, operation, route: route.value, model, cell, providerCell };
    const outcome = await this.batches.add(lane, item);
    if (outcome instanceof OperationMismatch) throw outcome;
    return outcome;
  }

  /** A denial is an effect with an entry of its own; a foreign id leaves none in this log. */
  private async denyUnrouted(
    actor: ApiKeyActor,
    cell: Cell,
    consentId: string,
    refusal: RouteRefusal,
  ): Promise<ScoreOutcome> {
    if (refusal.code !== 'consent-not-found')
      await this.work.run(cell, async (tx) => {
        recordAll(tx, [{ actor, event: scoreDenied(consentId, refusal.code) }], this.clock.now());
      });
    return err(refusal);
  }

  /** One transaction for the batch. A throw has each item tried alone. */
  private async scoreBatch(
    items: readonly ScoreItem[],
  ): Promise<(ScoreOutcome | OperationMismatch)[]> {
    const [first] = items;
    invariant(first, 'a batch has an item');
    const { cell } = first;
    return this.work.run(cell, (tx) => scoreBatch(tx, items, this.clock.now()));
  }
}
