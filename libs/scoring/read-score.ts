import {
  type Actor,
  type ApiKeyActor,
  type Cell,
  type Clock,
  err,
  invariant,
  isId,
  type Mode,
  ok,
  type Result,
} from '#kernel';
import type { Tx, UnitOfWork } from '#adapters/database';
import { recordAll } from '#audit';
import { type ConsentRoute, readRequestRoute, type RouteRefusal } from '#consent';
import type { StoredRefusal } from '#consent-engine';
import type { DeployedModels } from '#models';
import { shareStored, type SharedStored } from '#sharing';
import type { Cells } from '#tenancy';
import { scoreDenied, scoreRead } from './events.js';
import { type ScoreView, scoreView } from './score-view.js';
import { readScore, scoresOfConsent, type StoredScore } from './tables/score.js';

/** Why a stored score is not given, in the order in which it is checked. */
export type ReadScoreRefusal = { readonly code: 'score-not-found' } | RouteRefusal | StoredRefusal;

/** Scores of one consent given out at once. */
const SCORES_MAX = 1_000;

/** Who asks for what, as it lies in the recipient's cell. */
interface Held {
  readonly actor: Actor;
  readonly place: ScorePlace;
  readonly consentId: string;
  readonly route: Result<ConsentRoute, RouteRefusal>;
  readonly scores: readonly StoredScore[];
}

/** Whose scores, and in which mode. */
export interface ScorePlace {
  readonly tenantId: string;
  readonly mode: Mode;
}

type Given = Result<readonly StoredScore[], ReadScoreRefusal>;

/** A score made under a consent, found and not yet given. */
export interface FoundScore {
  readonly view: ScoreView;
  /** Whose data it was made from. */
  readonly providerTenantId: string;
  readonly cell: Cell;
  readonly held: Held;
  readonly providerCell: Cell;
}

/** Gives stored scores again, as long as the consent behind them stands and lets them be kept. */
export class ReadScore {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly models: DeployedModels,
    private readonly clock: Clock,
  ) {}

  /** One score of the caller's. */
  async execute(actor: ApiKeyActor, scoreId: string): Promise<Result<ScoreView, ReadScoreRefusal>> {
    const stored = await this.stored(actor, actor, scoreId);
    return stored.ok ? ok(await this.view(stored.value)) : stored;
  }

  /** The same as it is kept, through the same checks; `actor` may be whoever works for the tenant. */
  async stored(
    actor: Actor,
    place: ScorePlace,
    scoreId: string,
  ): Promise<Result<StoredScore, ReadScoreRefusal>> {
    const cell = await this.cellOf(place, scoreId);
    if (!cell) return err({ code: 'score-not-found' });
    const found = await this.work.run(cell, async (tx) => {
      const score = await readScore(tx, scoreId);
      if (!score) return undefined;
      const { consentId } = score;
      if (consentId === null) return { score };
      return { score, held: await hold(tx, { actor, place, consentId }, [score]) };
    });
    if (!found) return err({ code: 'score-not-found' });
    const { score, held } = found;
    const given = held ? await this.give(cell, held) : await this.giveOwn(cell, actor, score);
    if (!given.ok) return given;
    const [one] = given.value;
    invariant(one, 'the gate allows a score only while it may be kept');
    return ok(one);
  }

  /** Finds a score that `use` may give; one of the caller's own data is none. */
  async find(actor: ApiKeyActor, scoreId: string): Promise<Result<FoundScore, ReadScoreRefusal>> {
    const cell = await this.cellOf(actor, scoreId);
    const found = cell && (await this.work.run(cell, (tx) => findHeld(tx, actor, scoreId)));
    if (!found) return err({ code: 'score-not-found' });
    const { score, held } = found;
    if (!held.route.ok) return this.refuseRoute(cell, held, held.route.error);
    const { providerTenantId } = held.route.value;
    const providerCell = await this.providerCell(held, held.route.value);
    return ok({ view: await this.view(score), providerTenantId, cell, held, providerCell });
  }

  /**
   * Gives a score that was found to `use`, through the gate, in a transaction of the caller's in
   * the score's cell that began after it was found; what `use` writes commits with the access.
   */
  async use<T>(
    tx: Tx,
    { held, providerCell }: FoundScore,
    use: (tx: Tx) => Promise<T>,
  ): Promise<Result<T, ReadScoreRefusal>> {
    const now = this.clock.now();
    const visit = { providerCell, reads: [readOf(held)], now };
    return shareStored(tx, visit, async (inCell, [shared]) => {
      const given = answer(inCell, held, shared, now);
      return given.ok ? ok(await use(inCell)) : given;
    });
  }

  /** The scores made under a consent of the caller's that may still be kept, newest first. */
  async ofConsent(
    actor: ApiKeyActor,
    consentId: string,
  ): Promise<Result<ScoreView[], ReadScoreRefusal>> {
    const cell = await this.cellOf(actor, consentId);
    if (!cell) return err({ code: 'consent-not-found' });
    const held = await this.work.run(cell, async (tx) =>
      hold(
        tx,
        { actor, place: actor, consentId },
        await scoresOfConsent(tx, consentId, SCORES_MAX),
      ),
    );
    const given = await this.give(cell, held);
    if (!given.ok) return given;
    return ok(await Promise.all(given.value.map((score) => this.view(score))));
  }

  /** Where what the id is about lives; undefined for what cannot be an id. */
  async cellOf({ tenantId, mode }: ScorePlace, id: string): Promise<Cell | undefined> {
    return isId(id) ? this.cells.of(tenantId, mode, id) : undefined;
  }

  /** Through the gate, in a transaction that begins after the scores were read. */
  private async give(cell: Cell, held: Held): Promise<Given> {
    const now = this.clock.now();
    if (!held.route.ok) return this.refuseRoute(cell, held, held.route.error);
    const providerCell = await this.providerCell(held, held.route.value);
    return this.work.run(cell, (tx) =>
      shareStored(tx, { providerCell, reads: [readOf(held)], now }, async (inCell, [shared]) =>
        answer(inCell, held, shared, now),
      ),
    );
  }

  private async refuseRoute(
    cell: Cell,
    held: Held,
    refusal: RouteRefusal,
  ): Promise<Result<never, RouteRefusal>> {
    // A foreign id leaves no entry in this log.
    if (refusal.code !== 'consent-not-found')
      await this.work.run(cell, async (tx) => {
        recordDenied(tx, held, refusal.code, this.clock.now());
      });
    return err(refusal);
  }

  private async providerCell({ place }: Held, route: ConsentRoute): Promise<Cell> {
    const { providerTenantId, providerBucket } = route;
    const cell = await this.cells.ofBucket(providerTenantId, place.mode, providerBucket);
    invariant(cell, 'a provider has cells');
    return cell;
  }

  /** A score of the caller's own data, made under its own basis. */
  private async giveOwn(cell: Cell, actor: Actor, score: StoredScore): Promise<Given> {
    return this.work.run(cell, async (tx) => {
      recordRead(tx, actor, [score], this.clock.now());
      return ok([score]);
    });
  }

  private async view(score: StoredScore): Promise<ScoreView> {
    return scoreView(score, await this.models.ready(score.model));
  }
}

async function findHeld(
  tx: Tx,
  actor: ApiKeyActor,
  scoreId: string,
): Promise<{ readonly score: StoredScore; readonly held: Held } | undefined> {
  const score = await readScore(tx, scoreId);
  if (!score || score.consentId === null) return undefined;
  const { consentId } = score;
  return { score, held: await hold(tx, { actor, place: actor, consentId }, [score]) };
}

const readOf = ({ actor, place, consentId, scores }: Held) => ({
  consentId,
  recipientTenantId: place.tenantId,
  actor,
  madeAt: scores.map(({ scoredAt }) => scoredAt),
});

async function hold(
  tx: Tx,
  asked: Pick<Held, 'actor' | 'place' | 'consentId'>,
  scores: readonly StoredScore[],
): Promise<Held> {
  return { ...asked, route: await readRequestRoute(tx, asked.consentId), scores };
}

function answer(tx: Tx, held: Held, shared: SharedStored | undefined, now: Date): Given {
  invariant(shared, 'the gate answers every reading');
  if (shared.outcome === 'denied') {
    recordDenied(tx, held, shared.refusal.code, now);
    return err(shared.refusal);
  }
  const kept = held.scores.filter(({ scoredAt }) => scoredAt > shared.madeAfter);
  recordRead(tx, held.actor, kept, now);
  return ok(kept);
}

function recordRead(tx: Tx, actor: Actor, scores: readonly StoredScore[], now: Date): void {
  recordAll(
    tx,
    scores.map((score) => ({ actor, event: scoreRead(score.scoreId, score) })),
    now,
  );
}

/** An entry a score that was not given; where none was made, one for the asking. */
function recordDenied(
  tx: Tx,
  { actor, consentId, route, scores }: Held,
  code: string,
  now: Date,
): void {
  const events =
    scores.length > 0
      ? scores.map((score) => scoreRead(score.scoreId, score, code))
      : [scoreDenied(route.ok ? route.value : { consentId }, code)];
  recordAll(
    tx,
    events.map((event) => ({ actor, event })),
    now,
  );
}
