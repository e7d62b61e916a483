import { err, ok, type Result } from '#kernel';
import { CONTROL_CELL, type UnitOfWork } from '#adapters/database';
import {
  type ListedModel,
  listModels,
  type ModelOwner,
  readModel,
  type StoredModel,
} from './tables/model.js';

/** Why an artefact is not shown. A licence lets a tenant score with it, not read it. */
export interface ReadModelRefusal {
  readonly code: 'model-not-found';
}

/** What a tenant may deploy, and its own artefacts in full. */
export class ReadModels {
  constructor(private readonly work: UnitOfWork) {}

  /** Own and licensed artefacts, newest first, at most 200. */
  async list(tenant: ModelOwner): Promise<ListedModel[]> {
    return this.work.run(CONTROL_CELL, (tx) => listModels(tx, tenant));
  }

  /** An artefact of the tenant's own. */
  async read(tenant: ModelOwner, sha256: string): Promise<Result<StoredModel, ReadModelRefusal>> {
    const model = await this.work.run(CONTROL_CELL, (tx) => readModel(tx, tenant, sha256));
    return model ? ok(model) : err({ code: 'model-not-found' });
  }
}
