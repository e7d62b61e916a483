import { randomUUID } from 'node:crypto';
import {
  type ApiKeyActor,
  bucketOfId,
  type Cell,
  err,
  invariant,
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
  instantOfId,
  OperationMismatch,
  rollBackIfBeaten,
  type Tx,
} from '#adapters/database';
import { recordAll } from '#audit';
import type { ConsentRoute, RouteRefusal } from '#consent';
import type { Purpose } from '#consent-engine';
import type { DeployedModel } from '#models';
import {
  type GateRead,
  type GateRefusal,
  type Shared,
  shareFeatures,
  type SharedFeatures,
  type Turn,
} from '#sharing';
import { z } from 'zod';
import { coverageText } from './coverage.js';
import { evaluate } from './evaluate.js';
import { scoreCreated, scoreDenied } from './events.js';
import { scoreInput, type ScoreInputs } from './score-input.js';
import { type ScoreView, scoreView } from './score-view.js';
import { shadowScores } from './shadow.js';
import { insertInputs } from './tables/score-input.js';
import { insertScores, readScores, type StoredScore } from './tables/score.js';
import { insertShadowScores } from './tables/shadow-score.js';
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

/** A score, or why there is none; a mismatch is of the operation, and thrown. */
export type ScoreOutcome = Result<ScoreAnswer, ScoreSubjectRefusal>;

/** What a lender asks. */
export interface ScoreInput {
  readonly consentId: string;
  readonly purpose: Purpose;
  readonly applicationId: string;
}

/** A call on its way to the gate: all of a batch between the same two cells. */
export interface ScoreItem {
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

/**
 * Scores a batch in the recipient's transaction: the operations' look-up travels with the gate's,
 * the scores are written with its decisions.
 *
 * @param items 1 to GATE_READS_MAX, all between the same two cells; answered in their order
 */
export async function scoreBatch(
  tx: Tx,
  items: readonly ScoreItem[],
  now: Date,
): Promise<(ScoreOutcome | OperationMismatch)[]> {
  const [first] = items;
  invariant(first, 'a batch has an item');
  const { providerCell } = first;
  // Sent first, awaited later: it travels with the gate's own look-up.
  const known = findOperations(
    tx,
    items.map(({ operation }) => operation),
  );
  known.catch(() => undefined);
  const reads = items.map((item, at) => gateRead(item, known, at));
  return shareFeatures(tx, { providerCell, reads, now }, async (inCell, shared) =>
    answerBatch(inCell, { items, shared, known: await known }, now),
  );
}

/** A mismatch reads nothing and is given nothing, so it is no access: its answer is its own. */
function turnOf(known: KnownOperation | undefined): Turn {
  if (known?.known === 'mismatch') return 'none';
  if (known?.known !== 'done') return 'first';
  // The score itself is read later; its id holds the instant at which it was made.
  return { again: instantOfId(Reference.parse(known.reference).score) };
}

function gateRead(
  { actor, input, operation, model, route }: ScoreItem,
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
    turn: operation ? known.then((all) => turnOf(all[at])) : 'first',
  };
}

interface Made {
  readonly item: ScoreItem;
  readonly shared: SharedFeatures;
  readonly score: StoredScore;
  readonly input: ScoreInputs;
}

/** What the gate and the operations say of each item. */
interface Answered {
  readonly items: readonly ScoreItem[];
  readonly shared: readonly Shared[];
  readonly known: readonly KnownOperation[];
}

async function answerBatch(
  tx: Tx,
  { items, shared, known }: Answered,
  now: Date,
): Promise<(ScoreOutcome | OperationMismatch)[]> {
  await rollBackBeaten(tx, { items, shared, known });
  const made = items.map((item, at) => {
    const answer = shared[at];
    return answer?.outcome === 'allowed' ? makeScore(item, answer, now) : undefined;
  });
  const replayed = readReplayed(tx, shared, known);
  const fresh = made.filter((one) => one !== undefined);
  insertScoresIfAny(tx, fresh);
  insertShadowsIfAny(tx, fresh);
  const entries = recordAll(tx, fresh.map(createdEvent), now);
  recordAll(
    tx,
    items.flatMap((item, at) => deniedEvent(item, shared[at])),
    now,
  );
  const entryOf = new Map(fresh.map((one, at) => [one, entries[at] ?? '']));
  const kept = fresh.flatMap((one) => keptOperation(one, entryOf.get(one) ?? ''));
  keepOperations(tx, kept);

  const scores = await replayed;
  return items.map((item, at): ScoreOutcome | OperationMismatch => {
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

/** A reading may be refused for what another call of its own operation has used up since. */
async function rollBackBeaten(tx: Tx, { items, shared, known }: Answered): Promise<void> {
  const refused = items.filter(
    ({ operation }, at) =>
      operation && shared[at]?.outcome === 'denied' && known[at]?.known === 'new',
  );
  if (refused.length > 0)
    await rollBackIfBeaten(
      tx,
      refused.map(({ operation }) => operation),
    );
}

function makeScore(item: ScoreItem, shared: SharedFeatures, now: Date): Made {
  const { input: asked, model, route } = item;
  const { asOf, packed, withheld, notRequested, missing } = shared;
  const input = scoreInput(packed, [...withheld, ...notRequested], model.artefact.kind);
  const score: StoredScore = {
    ...evaluate(model, packed, input.withheld),
    inputHash: input.hash,
    scoreId: newId(now, bucketOfId(route.subjectId)),
    subjectId: route.subjectId,
    scoredAt: now,
    asOf,
    model: model.sha256,
    ...{ deploymentVersion: model.deploymentVersion, calibration: model.calibration },
    coverage: coverageText({ withheld, notRequested, missing, unavailable: [] }),
    consentId: asked.consentId,
    applicationId: route.applicationId,
  };
  return { item, shared, score, input };
}

function insertScoresIfAny(tx: Tx, made: readonly Made[]): void {
  if (made.length === 0) return;
  insertScores(
    tx,
    made.map(({ score }) => score),
  );
  insertInputs(
    tx,
    made.map(({ score, input }) => ({ ...input, scoreId: score.scoreId })),
  );
}

function insertShadowsIfAny(tx: Tx, made: readonly Made[]): void {
  const shadows = made.flatMap(({ item, shared, score }) =>
    shadowScores(item.model, shared, score),
  );
  if (shadows.length > 0) insertShadowScores(tx, shadows);
}

const createdEvent = ({ item, score, shared }: Made) => ({
  actor: item.actor,
  event: scoreCreated({
    scoreId: score.scoreId,
    subjectId: score.subjectId,
    consentId: item.input.consentId,
    model: score.model,
    decisionId: shared.decisionId,
    status: score.status,
  }),
});

function deniedEvent({ actor, route }: ScoreItem, shared: Shared | undefined) {
  if (shared?.outcome !== 'denied' || shared.refusal.code === 'consent-not-found') return [];
  return [{ actor, event: scoreDenied(route, shared.refusal.code) }];
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
