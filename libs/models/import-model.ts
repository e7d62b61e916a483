import { type Actor, canonicalJson, type Clock, err, type Mode, ok, type Result } from '#kernel';
import { CONTROL_CELL, type Operation, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import { type Artefact, artefactHash, compileScorecard, parseArtefact } from '#score-engine';
import { FEATURE_SETS } from '#subjects';
import type { Cells } from '#tenancy';
import { modelRegistered } from './events.js';
import { sha256 } from './sha256.js';
import { insertArtefact, readArtefact } from './tables/artefact.js';

/** Whose model it is, and in which mode. */
export interface ModelOwner {
  readonly tenantId: string;
  readonly mode: Mode;
}

/** A model to keep. */
export interface NewModel {
  readonly name: string;
  readonly artefact: unknown;
  readonly how: 'trained' | 'imported';
}

/** Why a model is not kept, in the order in which it is checked. */
export type ImportModelRefusal =
  | { readonly code: 'model-artefact-unsound'; readonly path: string; readonly detail: string }
  | { readonly code: 'model-features-unknown'; readonly path: string; readonly detail: string }
  | { readonly code: 'model-owned-by-another' };

/** An artefact and its name. */
export interface RegisteredModel {
  readonly sha256: string;
  readonly artefact: Artefact;
}

/** Keeps an artefact under its hash. Keeping the same one again is the same act. */
export class ImportModel {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** Control is written first: the artefact is there before the tenant's log speaks of it. */
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
    const kept = await this.work.run(CONTROL_CELL, async (tx) => {
      const body = canonicalJson(artefact);
      const { tenantId: ownerTenantId, mode } = owner;
      const { kind } = artefact;
      const { name } = model;
      const stored = { sha256: hash, ownerTenantId, mode, kind, name, body, createdAt: now };
      if (await insertArtefact(tx, stored)) return stored;
      return readArtefact(tx, hash);
    });
    if (kept?.ownerTenantId !== owner.tenantId || kept.mode !== owner.mode)
      return err({ code: 'model-owned-by-another' });

    const home = await this.cells.home(owner.tenantId, owner.mode);
    return this.work.once(home, operation, {
      first: async (tx) => {
        record(tx, actor, modelRegistered(hash, model.how), now);
        return { value: ok({ sha256: hash, artefact }), reference: hash };
      },
      again: async () => ok({ sha256: hash, artefact }),
    });
  }
}

function unsound<Code extends 'model-artefact-unsound' | 'model-features-unknown'>(
  code: Code,
  fault: { readonly path: string; readonly message: string },
): { readonly code: Code; readonly path: string; readonly detail: string } {
  return { code, path: fault.path, detail: fault.message };
}
