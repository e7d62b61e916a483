import { type Actor, type Cell, type Clock, invariant, ok, type Result } from '#kernel';
import type { Config } from '#adapters/config';
import { OperationMismatch, type UnitOfWork, untilUnbeaten } from '#adapters/database';
import { record } from '#audit';
import { type ConsentRoute, knownRoute, readRequestRoute, type RouteRefusal } from '#consent';
import { GATE_READS_MAX } from '#sharing';
import { Batches } from './batches.js';
import { scoreDenied } from './events.js';
import { scoreBatch, type ScoreItem, type ScoreOutcome } from './score-batch.js';

/** Transactions of real-time scores: one a batch, a lane of batches for each pair of cells. */
export class ScoreLanes {
  private readonly batches: Batches<ScoreItem, ScoreOutcome | OperationMismatch>;

  /** @param config how many scores share a transaction at most */
  constructor(
    private readonly work: UnitOfWork,
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
   * The score, worked on together with others between the same cells.
   *
   * @param cancel one that still waits then is dropped, and its promise stays open
   * @throws OperationMismatch when the operation was first asked with another input
   */
  async score(item: ScoreItem, cancel?: AbortSignal): Promise<ScoreOutcome> {
    const lane = `${String(item.cell.cellId)} ${String(item.providerCell.cellId)}`;
    const outcome = await this.batches.add(lane, item, cancel);
    if (outcome instanceof OperationMismatch) throw outcome;
    return outcome;
  }

  /** Where a consent of this recipient's cell leads, from memory where it is known. */
  async routeOf(cell: Cell, consentId: string): Promise<Result<ConsentRoute, RouteRefusal>> {
    const known = knownRoute(cell, consentId);
    return known ? ok(known) : this.work.run(cell, (tx) => readRequestRoute(tx, consentId));
  }

  /** A denial is an effect with an entry of its own. */
  async deny(actor: Actor, cell: Cell, consentId: string, code: string): Promise<void> {
    await this.work.run(cell, async (tx) => {
      record(tx, actor, scoreDenied({ consentId }, code), this.clock.now());
    });
  }

  /**
   * One transaction for the batch. A throw has each item tried alone; alone, one whose operation
   * another process did first is answered by what that one left.
   */
  private async scoreBatch(
    items: readonly ScoreItem[],
  ): Promise<(ScoreOutcome | OperationMismatch)[]> {
    const [first] = items;
    invariant(first, 'a batch has an item');
    const attempt = () =>
      this.work.run(first.cell, (tx) => scoreBatch(tx, items, this.clock.now()));
    return items.length === 1 ? untilUnbeaten(attempt) : attempt();
  }
}
