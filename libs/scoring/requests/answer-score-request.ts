import { type ApiKeyActor, type Cell, type Clock, invariant } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import { type EventHandler, type HandledEvent, record } from '#audit';
import { scoreRequestCompleted } from '../events.js';
import type { ScoreSubject } from '../score-subject.js';
import {
  lockScoreRequest,
  readScoreRequest,
  type RequestItem,
  type ScoreRequest,
  writeScoreRequest,
} from '../tables/score-request.js';
import { type ItemAnswer, outcomeOf } from './item.js';

type Outcomes = ReadonlyMap<number, NonNullable<RequestItem['outcome']>>;

/** Makes the scores that a call did not wait for, and says when all of them are decided. */
export class AnswerScoreRequest implements EventHandler {
  constructor(
    private readonly scoreSubject: ScoreSubject,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat: each score is an operation, and what is decided is not decided again. */
  async handle(event: HandledEvent): Promise<void> {
    const { cell, payload } = event;
    const requestId = payload.resource.id;
    const request = await this.work.run(cell, (tx) => readScoreRequest(tx, requestId));
    if (request?.status !== 'pending') return;
    const actor = actorOf(cell, request);
    const open = request.items.flatMap((item, at) => (item.outcome ? [] : [{ item, at }]));
    const ended = await Promise.allSettled(open.map(({ item }) => this.answer(actor, item)));

    const outcomes = new Map(
      ended.flatMap((one, n) => {
        const at = open[n]?.at;
        return one.status === 'fulfilled' && at !== undefined
          ? [[at, outcomeOf(one.value)] as const]
          : [];
      }),
    );
    await writeOutcomes(this.work, event, outcomes, this.clock.now());
    const fault = ended.find((one) => one.status === 'rejected');
    if (fault) throw fault.reason;
  }

  private answer(actor: ApiKeyActor, { input, operation }: RequestItem): Promise<ItemAnswer> {
    invariant(input && operation, 'what could not be read was refused at once');
    return this.scoreSubject.execute(actor, input, { ...operation, now: this.clock.now() });
  }
}

/** The request is given up: what was not decided by then has failed. */
export class FailScoreRequest implements EventHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async handle(event: HandledEvent): Promise<void> {
    const requestId = event.payload.resource.id;
    const request = await this.work.run(event.cell, (tx) => readScoreRequest(tx, requestId));
    const failed = (request?.items ?? []).map(
      (_, at) => [at, { refused: { code: 'score-failed' } }] as const,
    );
    await writeOutcomes(this.work, event, new Map(failed), this.clock.now());
  }
}

/** Whoever asked, as the scores' events name them; the key opened the door at the time. */
const actorOf = ({ tenantId, mode }: Cell, { apiKeyId, callId }: ScoreRequest): ApiKeyActor => ({
  ...{ kind: 'api_key', id: apiKeyId, requestId: callId },
  ...{ tenantId, mode, scopes: [] },
});

/** Keeps what is known already; the last outcome ends the request, once. */
async function writeOutcomes(
  work: UnitOfWork,
  { cell, payload }: HandledEvent,
  outcomes: Outcomes,
  now: Date,
): Promise<void> {
  await work.run(cell, async (tx) => {
    const locked = await lockScoreRequest(tx, payload.resource.id);
    if (locked?.status !== 'pending') return;
    const items = locked.items.map((item, at) => {
      const outcome = item.outcome ?? outcomes.get(at);
      return outcome ? { ...item, outcome } : item;
    });
    const isDone = items.every(({ outcome }) => outcome !== undefined);
    const ended = isDone ? ({ status: 'done', finishedAt: now } as const) : {};
    writeScoreRequest(tx, { ...locked, items, ...ended });
    if (!isDone) return;
    const scored = items.filter(({ outcome }) => outcome && 'scored' in outcome).length;
    const counts = { scored, refused: items.length - scored };
    const actor = { kind: 'system', id: 'scoring', requestId: locked.callId } as const;
    record(tx, actor, scoreRequestCompleted(locked.requestId, counts), now);
  });
}
