import { type Clock, err, invariant, ok, type Result } from '#kernel';
import { CONTROL_CELL, type UnitOfWork } from '#adapters/database';
import type { Tenants } from '#tenancy';
import { type ModelCard, modelCard } from './model-card.js';
import { readArtefact } from './read-artefact.js';
import {
  type ListedModel,
  listModels,
  type ModelOwner,
  readModel,
  readUsable,
  type StoredModel,
} from './tables/model.js';

/** Why an artefact is not shown. A licence lets a tenant score with it, not read it. */
export interface ReadModelRefusal {
  readonly code: 'model-not-found';
}

/** What a tenant may deploy, and its own artefacts in full. */
export class ReadModels {
  constructor(
    private readonly work: UnitOfWork,
    private readonly tenants: Tenants,
    private readonly clock: Clock,
  ) {}

  /** Own and licensed artefacts, newest first, at most 200. */
  async list(tenant: ModelOwner): Promise<ListedModel[]> {
    return this.work.run(CONTROL_CELL, (tx) => listModels(tx, tenant));
  }

  /** What may be said of a model to whoever may deploy it, by the law that the reader is under. */
  async card(
    tenant: ModelOwner,
    sha256: string,
  ): Promise<Result<{ readonly model: ListedModel; readonly card: ModelCard }, ReadModelRefusal>> {
    const model = await this.work.run(CONTROL_CELL, (tx) => readUsable(tx, tenant, sha256));
    if (!model) return err({ code: 'model-not-found' });
    const reader = await this.tenants.byId(tenant.tenantId);
    invariant(reader, 'who reads a card is a tenant');
    const read = readArtefact(JSON.parse(model.body));
    invariant(read.ok, 'a kept artefact is sound and fits the feature set');
    const { jurisdiction } = reader;
    const card = modelCard(read.value.artefact, { jurisdiction, at: this.clock.now() });
    return ok({ model, card });
  }

  /** An artefact of the tenant's own. */
  async read(tenant: ModelOwner, sha256: string): Promise<Result<StoredModel, ReadModelRefusal>> {
    const model = await this.work.run(CONTROL_CELL, (tx) => readModel(tx, tenant, sha256));
    return model ? ok(model) : err({ code: 'model-not-found' });
  }
}
