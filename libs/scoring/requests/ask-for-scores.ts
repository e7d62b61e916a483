import { type ApiKeyActor, type Cell, type Clock, invariant } from '#kernel';
import {
  fingerprintOf,
  newId,
  type Operation,
  OperationMismatch,
  referenceText,
  type UnitOfWork,
} from '#adapters/database';
import { record } from '#audit';
import type { Cells } from '#tenancy';
import { scoreRequestAccepted } from '../events.js';
import type { ScoreInput } from '../score-batch.js';
import type { ScoreSubject } from '../score-subject.js';
import {
  insertScoreRequest,
  readScoreRequest,
  type RequestItem,
  type ScoreRequest,
} from '../tables/score-request.js';
import {
  type AskedItem,
  type CallItem,
  type ItemAnswer,
  malformedAnswer,
  outcomeOf,
} from './item.js';
import { within } from './within.js';

/** Scores that one call may ask for. */
export const CALL_ITEMS_MAX = 100;
/** How long a call waits for its scores: unless it says otherwise, and at most. */
export const DEADLINE_MS = { default: 2_000, max: 30_000 } as const;

/** What a call asks. */
export interface ScoreCall {
  /** 1 to CALL_ITEMS_MAX. */
  readonly items: readonly AskedItem[];
  /** Whether the caller asked for one score and not for a list of perhaps one. */
  readonly isOne: boolean;
  /** 0 to DEADLINE_MS.max; 0: answer at once, score later. */
  readonly deadlineMs: number;
}

/** Every answer, in the order asked, or the request under which they can be asked for later. */
export type ScoresAsked =
  { readonly answers: readonly ItemAnswer[] } | { readonly deferred: ScoreRequest };

/** A call on its way. */
interface Call {
  readonly actor: ApiKeyActor;
  readonly home: Cell;
  readonly requestId: string;
  readonly items: readonly CallItem[];
  /** Under which a repeat of the call finds the request of the first. */
  readonly deferral: Operation | undefined;
}

/** Answers a lender's call for scores in time, or accepts it and leaves the rest to the worker. */
export class AskForScores {
  constructor(
    private readonly scoreSubject: ScoreSubject,
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /**
   * Each score is an operation of its own from the start, so that whoever comes first makes it,
   * this call, its repeat or the worker, and the others find it.
   *
   * @throws OperationMismatch when the operation was first asked with another input
   */
  async execute(actor: ApiKeyActor, asked: ScoreCall, operation?: Operation): Promise<ScoresAsked> {
    const { items, deadlineMs } = asked;
    invariant(items.length > 0 && items.length <= CALL_ITEMS_MAX, 'a call has 1 to 100 items');
    const call = await this.begin(actor, asked, operation);
    const answers = call.items.map(({ asked: item }) => malformedAnswer(item));
    if (deadlineMs > 0) {
      const cancel = new AbortController();
      const running = call.items.map(async ({ asked: item, operation: once }, at) => {
        if (item.ok)
          answers[at] = await this.scoreSubject.execute(actor, item.value, once, cancel.signal);
      });
      const ended = await within(Promise.allSettled(running), deadlineMs);
      cancel.abort();
      throwFaults(ended ?? [], asked.isOne);
    }
    if (isWhole(answers)) return { answers };
    return { deferred: await this.defer(call, answers) };
  }

  private async begin(
    actor: ApiKeyActor,
    { items, isOne }: ScoreCall,
    operation: Operation | undefined,
  ): Promise<Call> {
    const now = this.clock.now();
    const home = await this.cells.home(actor.tenantId, actor.mode);
    // One score under a key is that key's operation: no round trip to the home cell.
    const requestId = isOne ? newId(now) : await this.requestId(home, operation, now);
    const operationOf = (item: AskedItem, at: number): Operation =>
      isOne && operation ? operation : itemOperation(requestId, item, at, now);
    return {
      actor,
      home,
      requestId,
      items: items.map((item, at) => ({ asked: item, operation: operationOf(item, at) })),
      deferral: operation && { ...operation, id: `defer ${operation.id}` },
    };
  }

  /** A repeat of the call gets the id of the first, and so the operations of its items. */
  private requestId(home: Cell, operation: Operation | undefined, now: Date): Promise<string> {
    return this.work.once(home, operation, {
      first: async () => {
        const requestId = newId(now);
        return { value: requestId, reference: requestId };
      },
      again: async (_, reference) => referenceText(reference),
    });
  }

  /** What was accepted is written before the caller is told so. */
  private defer(
    { actor, home, requestId, items, deferral }: Call,
    answers: readonly (ItemAnswer | undefined)[],
  ): Promise<ScoreRequest> {
    return this.work.once(home, deferral, {
      first: async (tx) => {
        const createdAt = this.clock.now();
        insertScoreRequest(tx, {
          ...{ requestId, apiKeyId: actor.id, callId: actor.requestId, createdAt },
          items: items.map((item, at) => requestItem(item, answers[at])),
        });
        record(tx, actor, scoreRequestAccepted(requestId, items.length), createdAt);
        const request = await readScoreRequest(tx, requestId);
        invariant(request, 'what was written is read');
        return { value: request, reference: requestId };
      },
      again: async (tx, reference) => {
        const request = await readScoreRequest(tx, referenceText(reference));
        invariant(request, 'a request is kept longer than the operation that made it');
        return request;
      },
    });
  }
}

const itemOperation = (requestId: string, asked: AskedItem, at: number, now: Date): Operation => ({
  id: `${requestId}:item-${String(at)}`,
  fingerprint: asked.ok ? fingerprintOf(inputFields(asked.value)) : {},
  now,
});

const inputFields = ({ consentId, purpose, applicationId }: ScoreInput) => ({
  consent_id: consentId,
  purpose,
  application_id: applicationId,
});

function requestItem(
  { asked, operation: { id, fingerprint } }: CallItem,
  answer: ItemAnswer | undefined,
): RequestItem {
  return {
    ...(asked.ok ? { input: asked.value, operation: { id, fingerprint } } : {}),
    ...(answer ? { outcome: outcomeOf(answer) } : {}),
  };
}

/** Of several scores, one that met a fault is made later; another input under a key is told at once. */
function throwFaults(ended: readonly PromiseSettledResult<void>[], isOne: boolean): void {
  for (const one of ended)
    if (one.status === 'rejected' && (isOne || one.reason instanceof OperationMismatch))
      throw one.reason;
}

const isWhole = (answers: readonly (ItemAnswer | undefined)[]): answers is readonly ItemAnswer[] =>
  answers.every((answer) => answer !== undefined);
