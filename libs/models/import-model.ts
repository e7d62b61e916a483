import { type Actor, canonicalJson, type Clock, ok, type Result } from '#kernel';
import { CONTROL_CELL, type Operation, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import { controlOperation } from './control-operation.js';
import { modelRegistered } from './events.js';
import {
  type GivenGoldenRows,
  type GoldenRefusal,
  holdAdditive,
  holdToGolden,
} from './golden-rows.js';
import {
  type AnyArtefact,
  type ArtefactRefusal,
  featureSetOf,
  readArtefact,
} from './read-artefact.js';
import { sha256 } from './sha256.js';
import { keepBody } from './tables/artefact.js';
import { insertModel, type ModelOwner } from './tables/model.js';

/** A model to keep. */
export interface NewModel {
  readonly name: string;
  readonly artefact: unknown;
  readonly how: 'trained' | 'imported';
  /** What a tree model must reproduce, and another may; looked at and not kept, as an artefact holds nobody's data. */
  readonly golden?: GivenGoldenRows | undefined;
}

/** Why a model is not kept, in the order in which it is checked. */
export type ImportModelRefusal = ArtefactRefusal | GoldenRefusal;

/** An artefact and its name. */
export interface RegisteredModel {
  readonly sha256: string;
  readonly artefact: AnyArtefact;
}

/**
 * Keeps an artefact under its hash, as its owner's in one mode. Keeping the same one again is the
 * same act; that another keeps it too is nobody else's to know.
 */
export class ImportModel {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** The act is in control's log with its effect; the tenant's own log follows by the event. */
  async execute(
    actor: Actor,
    owner: ModelOwner,
    model: NewModel,
    operation?: Operation,
  ): Promise<Result<RegisteredModel, ImportModelRefusal>> {
    const read = readArtefact(model.artefact);
    if (!read.ok) return read;
    const { artefact, trees, uncalibrated: scorer } = read.value;
    const held = trees
      ? holdToGolden(trees, model.golden)
      : holdAdditive(
          { scorer, features: artefact.features, featureSet: featureSetOf(artefact) },
          model.golden,
        );
    if (!held.ok) return held;

    const body = canonicalJson(artefact);
    const hash = sha256(body);
    const now = this.clock.now();
    const registered = { sha256: hash, artefact };
    return this.work.once(CONTROL_CELL, controlOperation(owner, operation), {
      first: async (tx) => {
        keepBody(tx, { sha256: hash, kind: artefact.kind, body });
        const { name, how } = model;
        if (await insertModel(tx, owner, { sha256: hash, name, createdAt: now }))
          record(tx, actor, modelRegistered(owner, { sha256: hash, how }, actor), now);
        return { value: ok(registered), reference: hash };
      },
      again: async () => ok(registered),
    });
  }
}
