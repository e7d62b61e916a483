import { type Borrower, type Cell, invariant, type Mode } from '#kernel';
import type { Tx, UnitOfWork } from '#adapters/database';
import type { DeployedModels } from '#models';
import type { Cells } from '#tenancy';
import { usedClusters } from './coverage.js';
import { type ScoreView, scoreView } from './score-view.js';
import { wantedFeatures } from './wanted-features.js';
import { type Explained, explainInputs } from './explain-inputs.js';
import { readScore, scoresOfConsent, scoresOfConsents, type StoredScore } from './tables/score.js';
import { readInputs } from './tables/score-input.js';

/** A score as its borrower sees it. */
export interface BorrowerScore extends ScoreView {
  /** The clusters that the score was made from. */
  readonly used: readonly string[];
}

/** A consent that the directory says is this borrower's. */
export interface BorrowersConsent {
  readonly consentId: string;
  readonly recipientTenantId: string;
  readonly mode: Mode;
}

const SCORES_MAX = 50;
/** Scores of a borrower's home; each consent's own page has the rest. */
const NEWEST_MAX = 20;

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

  /**
   * The newest scores made under any of the consents, the newest first: one query a cell, and no
   * more cells at once than `gather` reads.
   *
   * @param consents from the directory, which has answered whose they are
   */
  async newest(_: Borrower, consents: readonly BorrowersConsent[]): Promise<BorrowerScore[]> {
    const byCell = new Map<Cell, string[]>();
    for (const { consentId, recipientTenantId, mode } of consents) {
      const cell = await this.cells.of(recipientTenantId, mode, consentId);
      if (cell) byCell.set(cell, [...(byCell.get(cell) ?? []), consentId]);
    }
    const read = await this.work.gather([...byCell.keys()], async (tx) => {
      const ids = byCell.get(tx.cell);
      invariant(ids, 'a cell is read for the consents in it');
      return scoresOfConsents(tx, ids, NEWEST_MAX);
    });
    const scores = read
      .flat()
      .sort((a, b) => b.scoredAt.getTime() - a.scoredAt.getTime())
      .slice(0, NEWEST_MAX);
    return Promise.all(scores.map((score) => this.view(score)));
  }

  /**
   * The values behind a score's reasons and what would change it; undefined where it has no
   * number, or where what it was made from is gone.
   *
   * @param consent from the directory, which has answered whose it is; the score was made under it
   */
  async explain(
    _: Borrower,
    consent: BorrowersConsent,
    { scoreId }: Pick<ScoreView, 'scoreId'>,
  ): Promise<Explained | undefined> {
    const { consentId, recipientTenantId: tenantId, mode } = consent;
    const cell = await this.cells.of(tenantId, mode, consentId);
    const found = cell && (await this.work.run(cell, (tx) => inputsOf(tx, scoreId)));
    if (found?.score?.status !== 'scored' || !found.inputs) return undefined;
    const { score, inputs } = found;
    invariant(score.consentId === consentId, 'a score is explained under its own consent');
    const { model: sha256, deploymentVersion: version, calibration } = score;
    const model = await this.models.asDeployed(tenantId, mode, { sha256, version, calibration });
    return explainInputs(model, inputs, score.reasons.split(','));
  }

  private async read(cell: Cell, consentId: string): Promise<BorrowerScore[]> {
    const scores = await this.work.run(cell, (tx) => scoresOfConsent(tx, consentId, SCORES_MAX));
    return Promise.all(scores.map((score) => this.view(score)));
  }

  private async view(score: StoredScore): Promise<BorrowerScore> {
    const model = await this.models.ready(score.model);
    const view = scoreView(score, model);
    const used = usedClusters(wantedFeatures(model).clusters, view.coverage);
    return { ...view, used };
  }
}

async function inputsOf(tx: Tx, scoreId: string) {
  return { score: await readScore(tx, scoreId), inputs: await readInputs(tx, scoreId) };
}
