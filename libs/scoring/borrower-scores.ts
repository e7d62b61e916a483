import { type Borrower, type Cell, invariant, type Mode } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import type { DeployedModels } from '#models';
import type { Cells } from '#tenancy';
import { z } from 'zod';
import { type ScoreView, scoreView } from './score-view.js';
import { scoresOfConsent, type StoredScore } from './tables/score.js';

/** A score as its borrower sees it: with the points that make it up. */
export interface BorrowerScore extends ScoreView {
  readonly points: z.infer<typeof Points>;
  readonly scale: { readonly min: number; readonly max: number };
}

/** A consent that the directory says is this borrower's. */
export interface BorrowersConsent {
  readonly consentId: string;
  readonly recipientTenantId: string;
  readonly mode: Mode;
}

const Points = z.object({
  base: z.number(),
  min: z.number(),
  max: z.number(),
  groups: z.array(z.object({ code: z.string(), points: z.number() })),
});
const SCORES_MAX = 50;

/** Shows a borrower the scores made of their data, no later than the lender sees them. */
export class BorrowerScores {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly models: DeployedModels,
  ) {}

  /**
   * Scores made under one consent, newest first; withdrawn or not, they stay the borrower's to see.
   *
   * @param consent from the directory, which has answered whose it is
   */
  async execute(_: Borrower, consent: BorrowersConsent): Promise<BorrowerScore[]> {
    const { consentId, recipientTenantId, mode } = consent;
    const cell = await this.cells.of(recipientTenantId, mode, consentId);
    return cell ? this.read(cell, consentId) : [];
  }

  private async read(cell: Cell, consentId: string): Promise<BorrowerScore[]> {
    const scores = await this.work.run(cell, (tx) => scoresOfConsent(tx, consentId, SCORES_MAX));
    return Promise.all(scores.map((score) => this.view(score)));
  }

  private async view(score: StoredScore): Promise<BorrowerScore> {
    const view = scoreView(score, await this.models.ready(score.model));
    invariant(score.points !== null, 'a score under consent keeps its points');
    const points = Points.parse(JSON.parse(score.points));
    return { ...view, points, scale: { min: points.min, max: points.max } };
  }
}
