import { type ApiKeyActor, type Clock, err, isId, ok, type Result } from '#kernel';
import type { Tx, UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import { requestStatus } from '#consent';
import type { DeployedModels } from '#models';
import type { Cells } from '#tenancy';
import { scoreRead } from './events.js';
import { type ScoreView, scoreView } from './score-view.js';
import { readScore, scoresOfConsent, type StoredScore } from './tables/score.js';

/** Why a stored score is not given, in the order in which it is checked. */
export type ReadScoreRefusal =
  | { readonly code: 'score-not-found' }
  | { readonly code: 'consent-not-found' }
  | { readonly code: 'consent-revoked' }
  | { readonly code: 'consent-expired' };

/** Scores of one consent given out at once. */
const SCORES_MAX = 1_000;

/** Gives stored scores again, as long as the consent behind them stands. */
export class ReadScore {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly models: DeployedModels,
    private readonly clock: Clock,
  ) {}

  /** One score of the caller's. */
  async execute(actor: ApiKeyActor, scoreId: string): Promise<Result<ScoreView, ReadScoreRefusal>> {
    const cell = isId(scoreId)
      ? await this.cells.of(actor.tenantId, actor.mode, scoreId)
      : undefined;
    if (!cell) return err({ code: 'score-not-found' });
    const now = this.clock.now();
    const read = await this.work.run(cell, async (tx) => {
      const score = await readScore(tx, scoreId);
      if (!score) return err({ code: 'score-not-found' } as const);
      const refusal = await consentRefusal(tx, score.consentId, now);
      record(tx, actor, scoreRead(scoreId, score, refusal?.code), now);
      return refusal ? err(refusal) : ok(score);
    });
    return read.ok ? ok(await this.view(read.value)) : read;
  }

  /** All scores made under a consent of the caller's, newest first. */
  async ofConsent(
    actor: ApiKeyActor,
    consentId: string,
  ): Promise<Result<ScoreView[], ReadScoreRefusal>> {
    const cell = isId(consentId)
      ? await this.cells.of(actor.tenantId, actor.mode, consentId)
      : undefined;
    if (!cell) return err({ code: 'consent-not-found' });
    const now = this.clock.now();
    const read = await this.work.run(cell, async (tx) => {
      const status = await requestStatus(tx, consentId);
      if (!status) return err({ code: 'consent-not-found' } as const);
      const refusal = await consentRefusal(tx, consentId, now);
      const scores = await scoresOfConsent(tx, consentId, SCORES_MAX);
      for (const score of scores)
        record(tx, actor, scoreRead(score.scoreId, score, refusal?.code), now);
      return refusal ? err(refusal) : ok(scores);
    });
    if (!read.ok) return read;
    return ok(await Promise.all(read.value.map((score) => this.view(score))));
  }

  private async view(score: StoredScore): Promise<ScoreView> {
    return scoreView(score, await this.models.ready(score.model));
  }
}

/** What the consent says now, from the request's row: never late, as each deed sets it. */
async function consentRefusal(
  tx: Tx,
  consentId: string | null,
  now: Date,
): Promise<{ code: 'consent-revoked' } | { code: 'consent-expired' } | undefined> {
  if (consentId === null) return undefined;
  const request = await requestStatus(tx, consentId);
  if (!request) return { code: 'consent-revoked' };
  const { status, expiresAt } = request;
  if (status === 'ACTIVE' || status === 'CONSUMED')
    return expiresAt !== null && expiresAt <= now ? { code: 'consent-expired' } : undefined;
  return { code: status === 'EXPIRED' ? 'consent-expired' : 'consent-revoked' };
}
