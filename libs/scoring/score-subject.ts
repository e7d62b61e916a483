import { randomUUID } from 'node:crypto';
import {
  type ApiKeyActor,
  bucketOfId,
  type Cell,
  type Clock,
  err,
  invariant,
  isId,
  type Json,
  ok,
  type Result,
} from '#kernel';
import {
  findOperations,
  type KnownOperation,
  keepOperations,
  newId,
  type Operation,
  OperationMismatch,
  type Tx,
  type UnitOfWork,
} from '#adapters/database';
import { recordAll } from '#audit';
import { type ConsentRoute, knownRoute, readRequestRoute, type RouteRefusal } from '#consent';
import type { Purpose } from '#consent-engine';
import type { DeployedModel, DeployedModels } from '#models';
import {
  GATE_READS_MAX,
  type GateRead,
  type GateRefusal,
  type Shared,
  shareFeatures,
  type SharedFeatures,
} from '#sharing';
import type { Cells } from '#tenancy';
import { z } from 'zod';
import { Batches } from './batches.js';
import { coverageText } from './coverage.js';
import { evaluate } from './evaluate.js';
import { scoreCreated, scoreDenied } from './events.js';
import { type ScoreView, scoreView } from './score-view.js';
import { insertScores, readScores, type StoredScore } from './tables/score.js';
import { wantedFeatures } from './wanted-features.js';

/** Why no score is given. */
export type ScoreSubjectRefusal =
  RouteRefusal | GateRefusal | { readonly code: 'model-not-deployed' };

/** A score made under a consent, and where the making of it is recorded. */
export interface ScoreAnswer extends ScoreView {
  readonly consentVersion: number;
  /** The provider's decision to share. */
  readonly decisionId: string;
  /** The entry in the asking tenant's own audit log. */
  readonly auditEventId: string;
}

type Outcome = Result<ScoreAnswer, ScoreSubjectRefusal>;

/** What a lender asks. */
export interface ScoreInput {
  readonly consentId: string;
  readonly purpose: Purpose;
  readonly applicationId: string;
}

interface Item {
  readonly actor: ApiKeyActor;
  readonly input: ScoreInput;
  readonly operation: Operation | undefined;
  readonly route: ConsentRoute;
  readonly model: DeployedModel;
  readonly cell: Cell;
  readonly providerCell: Cell;
}

/** What an operation keeps: by which ids its answer is found again. */
const Reference = z.object({
  score: z.string(),
  decision: z.string(),
  entry: z.string(),
});

/** Scores a borrower in real time, under the consent that the borrower gave. */
export class ScoreSubject {
  private readonly batches = new Batches<Item, Outcome | OperationMismatch>({
    max: GATE_READS_MAX,
    identityOf: ({ input }) => input.consentId,
    work: (items) => this.scoreBatch(items),
  });

  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly models: DeployedModels,
    private readonly clock: Clock,
  ) {}

  /**
   * One round trip to look up, one to write, shared with whoever asks at the same moment.
   *
   * @throws OperationMismatch when the operation was first asked with another input
   */
  async execute(actor: ApiKeyActor, input: ScoreInput, operation?: Operation): Promise<Outcome> {
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
  ): Promise<Outcome> {
    if (refusal.code !== 'consent-not-found')
      await this.work.run(cell, async (tx) => {
        recordAll(tx, [{ actor, event: scoreDenied(consentId, refusal.code) }], this.clock.now());
      });
    return err(refusal);
  }

  /** One transaction for the batch. A throw has each item tried alone. */
  private async scoreBatch(items: readonly Item[]): Promise<(Outcome | OperationMismatch)[]> {
    const [first] = items;
    invariant(first, 'a batch has an item');
    const { cell, providerCell } = first;
    return this.work.run(cell, async (tx) => {
      const now = this.clock.now();
      // Sent first, awaited later: it travels with the gate's own look-up.
      const known = findOperations(
        tx,
        items.map(({ operation }) => operation),
      );
      known.catch(() => undefined);
      const reads = items.map((item, at) => gateRead(item, known, at));
      return shareFeatures(tx, { providerCell, reads, now }, async (inCell, shared) =>
        answerBatch(inCell, items, shared, await known, now),
      );
    });
  }
}

function gateRead(
  { actor, input, operation, model, route }: Item,
  known: Promise<readonly KnownOperation[]>,
  at: number,
): GateRead {
  return {
    consentId: input.consentId,
    recipientTenantId: actor.tenantId,
    subjectId: route.subjectId,
    actor,
    purpose: input.purpose,
    applicationId: input.applicationId,
    operationId: operation?.id ?? randomUUID(),
    features: wantedFeatures(model),
    // A mismatch must not count as a reading either; its answer is given below.
    replay: operation ? known.then((all) => all[at]?.known !== 'new') : false,
  };
}

interface Made {
  readonly item: Item;
  readonly shared: SharedFeatures;
  readonly score: StoredScore;
}

async function answerBatch(
  tx: Tx,
  items: readonly Item[],
  shared: readonly Shared[],
  known: readonly KnownOperation[],
  now: Date,
): Promise<(Outcome | OperationMismatch)[]> {
  const made = items.map((item, at) => {
    const answer = shared[at];
    return answer?.outcome === 'allowed' ? makeScore(item, answer, now) : undefined;
  });
  const replayed = readReplayed(tx, shared, known);
  const fresh = made.filter((one) => one !== undefined);
  insertScoresIfAny(tx, fresh);
  const entries = recordAll(tx, fresh.map(createdEvent), now);
  recordAll(
    tx,
    items.flatMap((item, at) => deniedEvent(item, shared[at])),
    now,
  );
  const entryOf = new Map(fresh.map((one, at) => [one, entries[at] ?? '']));
  const kept = fresh.flatMap((one) => keptOperation(one, entryOf.get(one) ?? ''));
  if (!(await keepOperations(tx, kept))) throw new Error('An operation was done by another');

  const scores = await replayed;
  return items.map((item, at): Outcome | OperationMismatch => {
    const state = known[at];
    if (state?.known === 'mismatch') return new OperationMismatch(state.field);
    const answer = shared[at];
    invariant(answer, 'the gate answers every reading');
    if (answer.outcome === 'denied') return err(answer.refusal);
    const one = made[at];
    if (one) return ok(answerOf(one, entryOf.get(one) ?? ''));
    invariant(answer.outcome === 'replayed' && state?.known === 'done', 'else it is a replay');
    const { score, decision, entry } = Reference.parse(state.reference);
    const stored = scores.get(score);
    invariant(stored, 'a kept operation’s score is kept');
    return ok({
      ...scoreView(stored, item.model),
      consentVersion: answer.consentVersion,
      decisionId: decision,
      auditEventId: entry,
    });
  });
}

function makeScore(item: Item, shared: SharedFeatures, now: Date): Made {
  const { input, model, route } = item;
  const { asOf, packed, withheld, missing } = shared;
  const score: StoredScore = {
    ...evaluate(model, packed, withheld),
    scoreId: newId(now, bucketOfId(route.subjectId)),
    subjectId: route.subjectId,
    scoredAt: now,
    asOf,
    model: model.sha256,
    coverage: coverageText({ withheld, missing, unavailable: [] }),
    consentId: input.consentId,
    applicationId: route.applicationId,
  };
  return { item, shared, score };
}

function insertScoresIfAny(tx: Tx, made: readonly Made[]): void {
  if (made.length > 0)
    insertScores(
      tx,
      made.map(({ score }) => score),
    );
}

const createdEvent = ({ item, score, shared }: Made) => ({
  actor: item.actor,
  event: scoreCreated({
    scoreId: score.scoreId,
    subjectId: score.subjectId,
    consentId: item.input.consentId,
    model: score.model,
    decisionId: shared.decisionId,
  }),
});

function deniedEvent({ actor, input }: Item, shared: Shared | undefined) {
  if (shared?.outcome !== 'denied' || shared.refusal.code === 'consent-not-found') return [];
  return [{ actor, event: scoreDenied(input.consentId, shared.refusal.code) }];
}

function keptOperation(
  { item, score, shared }: Made,
  entry: string,
): { operation: Operation; reference: Json }[] {
  const { operation } = item;
  if (!operation) return [];
  const reference = { score: score.scoreId, decision: shared.decisionId, entry };
  return [{ operation, reference }];
}

async function readReplayed(
  tx: Tx,
  shared: readonly Shared[],
  known: readonly KnownOperation[],
): Promise<Map<string, StoredScore>> {
  const ids = shared.flatMap((answer, at) => {
    const state = known[at];
    const replayed = answer.outcome === 'replayed' && state?.known === 'done';
    return replayed ? [Reference.parse(state.reference).score] : [];
  });
  const scores = ids.length === 0 ? [] : await readScores(tx, ids);
  return new Map(scores.map((score) => [score.scoreId, score]));
}

function answerOf({ item, score, shared }: Made, entry: string): ScoreAnswer {
  return {
    ...scoreView(score, item.model),
    consentVersion: shared.consentVersion,
    decisionId: shared.decisionId,
    auditEventId: entry,
  };
}
