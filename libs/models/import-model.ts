import { type Actor, canonicalJson, type Clock, err, ok, type Result } from '#kernel';
import { CONTROL_CELL, type Operation, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import { type Artefact, artefactHash, compileScorecard, parseArtefact } from '#score-engine';
import { FEATURE_SETS } from '#subjects';
import { controlOperation } from './control-operation.js';
import { modelRegistered } from './events.js';
import { sha256 } from './sha256.js';
import { keepBody } from './tables/artefact.js';
import { insertModel, type ModelOwner } from './tables/model.js';

/** A model to keep. */
export interface NewModel {
  readonly name: string;
  readonly artefact: unknown;
  readonly how: 'trained' | 'imported';
}

/** Why a model is not kept, in the order in which it is checked. */
export type ImportModelRefusal =
  | { readonly code: 'model-artefact-unsound'; readonly path: string; readonly detail: string }
  | { readonly code: 'model-features-unknown'; readonly path: string; readonly detail: string };

/** An artefact and its name. */
export interface RegisteredModel {
  readonly sha256: string;
  readonly artefact: Artefact;
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
    const parsed = parseArtefact(model.artefact);
    if (!parsed.ok) return err(unsound('model-artefact-unsound', parsed.error));
    const { value: artefact } = parsed;
    const card = compileScorecard(artefact, FEATURE_SETS[artefact.kind].definitions);
    if (!card.ok) return err(unsound('model-features-unknown', card.error));

    const hash = artefactHash(artefact, sha256);
    const now = this.clock.now();
    const registered = { sha256: hash, artefact };
    return this.work.once(CONTROL_CELL, controlOperation(owner, operation), {
      first: async (tx) => {
        keepBody(tx, { sha256: hash, kind: artefact.kind, body: canonicalJson(artefact) });
        const { name, how } = model;
        if (await insertModel(tx, owner, { sha256: hash, name, createdAt: now }))
          record(tx, actor, modelRegistered(owner, { sha256: hash, how }, actor), now);
        return { value: ok(registered), reference: hash };
      },
      again: async () => ok(registered),
    });
  }
}

function unsound<Code extends 'model-artefact-unsound' | 'model-features-unknown'>(
  code: Code,
  fault: { readonly path: string; readonly message: string },
): { readonly code: Code; readonly path: string; readonly detail: string } {
  return { code, path: fault.path, detail: fault.message };
}
