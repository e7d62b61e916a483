import type { UnitOfWork } from '#adapters/database';
import type { Sweep, SweepRegistration } from '#adapters/queue';
import type { Cells } from '#tenancy';
import { type ScoreRequest, sweepScoreRequests } from '../tables/score-request.js';

const HOUR_MS = 3_600_000;
/** How long a request answers whoever asks again. */
const KEPT_MS = 30 * 24 * HOUR_MS;

/** The instant from which on a request is gone. */
export const keptUntil = ({ createdAt }: Pick<ScoreRequest, 'createdAt'>): Date =>
  new Date(createdAt.getTime() + KEPT_MS);

/** Deletes requests whose time is over; the scores themselves are kept as all scores are. */
export class SweepScoreRequests implements Sweep {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
  ) {}

  async run(now: Date): Promise<void> {
    const before = new Date(now.getTime() - KEPT_MS);
    for (const cell of await this.cells.every())
      if (cell.bucket === 0)
        while (await this.work.run(cell, (tx) => sweepScoreRequests(tx, before)));
  }
}

/** What this capability does at intervals. */
export const SCORING_SWEEPS: readonly SweepRegistration[] = [
  { name: 'sweep-score-requests', everyMs: HOUR_MS, sweep: SweepScoreRequests },
];
