import { type ApiKeyActor, bucketOfId, type Clock, err, isId, ok, type Result } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import type { Cells } from '#tenancy';
import type { ReadScore, ReadScoreRefusal } from '../read-score.js';
import type { ScoreAnswer } from '../score-batch.js';
import {
  type KeptRefusal,
  readScoreRequest,
  type RequestItem,
  type ScoreRequest,
} from '../tables/score-request.js';
import type { MalformedItem } from './item.js';
import { keptUntil } from './keep.js';

/** Why a request is not shown. */
export interface ReadScoreRequestRefusal {
  readonly code: 'score-request-not-found';
}

/** How an item is told of later: its score as it may be given now, or why there is none. */
export type LaterAnswer = Result<ScoreAnswer, ReadScoreRefusal | MalformedItem | KeptRefusal>;

/** A request, and its answers when all are decided. */
export interface ScoreRequestView extends Omit<ScoreRequest, 'items'> {
  readonly count: number;
  readonly keptUntil: Date;
  /** In the order asked; undefined while some are undecided. */
  readonly answers: readonly LaterAnswer[] | undefined;
}

/** Scores read through the gate side by side. */
const WIDTH = 10;

/** How a request for scores stands; its scores are given as stored scores are, or refused. */
export class ReadScoreRequest {
  constructor(
    private readonly readScore: ReadScore,
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** A request of the caller's, of the last 30 days. Each score that is given is an event. */
  async execute(
    actor: ApiKeyActor,
    requestId: string,
  ): Promise<Result<ScoreRequestView, ReadScoreRequestRefusal>> {
    const known = isId(requestId) && bucketOfId(requestId) === 0;
    const home = await this.cells.home(actor.tenantId, actor.mode);
    const request = known
      ? await this.work.run(home, (tx) => readScoreRequest(tx, requestId))
      : undefined;
    if (!request || keptUntil(request) <= this.clock.now())
      return err({ code: 'score-request-not-found' });
    if (request.status === 'pending') return ok(requestView(request));
    const answers: LaterAnswer[] = [];
    for (let start = 0; start < request.items.length; start += WIDTH) {
      const some = request.items.slice(start, start + WIDTH);
      answers.push(...(await Promise.all(some.map((item) => this.answer(actor, item)))));
    }
    return ok(requestView(request, answers));
  }

  private async answer(actor: ApiKeyActor, { outcome }: RequestItem): Promise<LaterAnswer> {
    if (!outcome || 'refused' in outcome) return err(outcome?.refused ?? { code: 'score-failed' });
    const { scoreId, ...made } = outcome.scored;
    const read = await this.readScore.execute(actor, scoreId);
    return read.ok ? ok({ ...read.value, ...made }) : read;
  }
}

/** A request as it is told of. */
export function requestView(
  request: ScoreRequest,
  answers?: readonly LaterAnswer[],
): ScoreRequestView {
  const { items, ...rest } = request;
  return { ...rest, count: items.length, keptUntil: keptUntil(request), answers };
}
