import { type Actor, type Clock, invariant, ok, type Result } from '#kernel';
import type { Operation, Tx, UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import type { DeployedModel, DeployedModels } from '#models';
import { ENGINE_VERSION } from '#score-engine';
import { FEATURE_SETS, newestReceipt } from '#subjects';
import { recomputeFeatures } from './bulk/recompute-features.js';
import { evaluate } from './evaluate.js';
import { scoreReplayed } from './events.js';
import type { ReadScore, ReadScoreRefusal, ScorePlace } from './read-score.js';
import { inputHash } from './score-input.js';
import type { Result as ScoreResult } from './result.js';
import type { StoredScore } from './tables/score.js';
import { readInputs, type StoredInputs } from './tables/score-input.js';

/** What a computation came to. */
export type ReplayedScore = Pick<
  StoredScore,
  keyof ScoreResult | 'reasons' | 'favourable' | 'points' | 'inputHash'
>;

/** A score computed again from what it names. */
export interface Replay {
  /** `same` to the last bit; `inputs_erased` where there is nothing to compute it from any more. */
  readonly outcome: 'same' | 'different' | 'inputs_erased';
  readonly stored: ReplayedScore;
  readonly recomputed: ReplayedScore | null;
  /** By what it was made and made again. */
  readonly model: DeployedModel;
  readonly featureSet: string;
  /** What computed the stored one; null where that was not kept, as for scores made in bulk. */
  readonly engineThen: string | null;
  readonly engineNow: string;
}

/** Computes a stored score again, from the hashes that it names and the inputs kept beside it. */
export class ReplayScore {
  constructor(
    private readonly readScore: ReadScore,
    private readonly work: UnitOfWork,
    private readonly models: DeployedModels,
    private readonly clock: Clock,
  ) {}

  /** Through the same checks as reading the score: it tells as much. Both are in the log. */
  async execute(
    actor: Actor,
    place: ScorePlace,
    scoreId: string,
    operation?: Operation,
  ): Promise<Result<Replay, ReadScoreRefusal>> {
    const read = await this.readScore.stored(actor, place, scoreId);
    if (!read.ok) return read;
    const { value: stored } = read;
    const { model: sha256, deploymentVersion: version, calibration } = stored;
    const named = { sha256, version, calibration };
    const model = await this.models.asDeployed(place.tenantId, place.mode, named);
    const cell = await this.readScore.cellOf(place, scoreId);
    invariant(cell, 'a score that was read has a cell');
    const inputs = await this.work.run(cell, (tx) => inputsOf(tx, model, stored));
    const replay = replayOf(model, stored, inputs);
    const event = scoreReplayed(scoreId, stored, replay.outcome);
    await this.work.once(cell, operation, {
      first: async (tx) => {
        record(tx, actor, event, this.clock.now());
        return { value: undefined, reference: scoreId };
      },
      again: async () => undefined,
    });
    return ok(replay);
  }
}

/**
 * The inputs of a score made in real time are kept. Those of one made in bulk are the subject's own
 * clusters: as good as gone once anything of the subject has come in after it was scored.
 */
async function inputsOf(
  tx: Tx,
  { artefact: { kind } }: DeployedModel,
  { scoreId, subjectId, asOf, scoredAt, inputHash: hash }: StoredScore,
): Promise<Partial<StoredInputs> | undefined> {
  if (hash !== null) return readInputs(tx, scoreId);
  const received = await newestReceipt(tx, subjectId);
  if (!received || received >= scoredAt) return undefined;
  const packed = (await recomputeFeatures(tx, kind, [subjectId], asOf)).get(subjectId);
  return packed && { packed, withheld: [] };
}

function replayOf(
  model: DeployedModel,
  stored: StoredScore,
  inputs: Partial<StoredInputs> | undefined,
): Replay {
  const { hash } = FEATURE_SETS[model.artefact.kind];
  const { featureSet = hash, engine: engineThen = null } = inputs ?? {};
  const about = { stored: told(stored), model, featureSet, engineThen, engineNow: ENGINE_VERSION };
  // Values packed for another feature set than this program's cannot be read by it.
  if (!inputs?.packed || featureSet !== hash)
    return { ...about, outcome: 'inputs_erased', recomputed: null };
  const recomputed = computeAgain(model, stored, { ...inputs, featureSet, packed: inputs.packed });
  return { ...about, outcome: isSame(about.stored, recomputed) ? 'same' : 'different', recomputed };
}

function computeAgain(
  model: DeployedModel,
  stored: StoredScore,
  inputs: Partial<StoredInputs> & Pick<StoredInputs, 'featureSet' | 'packed'>,
): ReplayedScore {
  const { featureSet, packed, withheld = [] } = inputs;
  const anew = evaluate(model, packed, withheld);
  const hash = inputHash({ featureSet, withheld, packed });
  // Scores made in bulk keep neither points nor inputs.
  const bulk = stored.inputHash === null;
  return told({
    ...anew,
    ...(bulk ? { points: null, favourable: null, inputHash: null } : { inputHash: hash }),
  });
}

function told(score: ReplayedScore): ReplayedScore {
  const { status, why, score: points, pd, logit, band, pdLow, pdHigh, flags, outOfRange } = score;
  const { reasons, favourable, points: shown, inputHash: hash } = score;
  const numbers = { score: points, pd, logit, band, pdLow, pdHigh };
  const texts = { reasons, favourable, points: shown, inputHash: hash };
  return { status, why, ...numbers, flags, outOfRange, ...texts };
}

const isSame = (one: ReplayedScore, other: ReplayedScore): boolean =>
  (Object.keys(one) as (keyof ReplayedScore)[]).every((key) => Object.is(one[key], other[key]));
