import { err, ok, type Result } from '#kernel';
import { CONTROL_CELL, type UnitOfWork } from '#adapters/database';
import type { ModelOwner } from './import-model.js';
import { listArtefacts, type ListedArtefact, readArtefact } from './tables/artefact.js';
import type { StoredArtefact } from './tables/artefact.js';

/** Why an artefact is not shown. A licence lets a tenant score with it, not read it. */
export interface ReadModelRefusal {
  readonly code: 'model-not-found';
}

/** What a tenant may deploy, and its own artefacts in full. */
export class ReadModels {
  constructor(private readonly work: UnitOfWork) {}

  /** Own and licensed artefacts, newest first, at most 200. */
  async list(tenant: ModelOwner): Promise<ListedArtefact[]> {
    return this.work.run(CONTROL_CELL, (tx) => listArtefacts(tx, tenant.tenantId, tenant.mode));
  }

  /** An artefact of the tenant's own. */
  async read(
    tenant: ModelOwner,
    sha256: string,
  ): Promise<Result<StoredArtefact, ReadModelRefusal>> {
    const artefact = await this.work.run(CONTROL_CELL, (tx) => readArtefact(tx, sha256));
    const own = artefact?.ownerTenantId === tenant.tenantId && artefact.mode === tenant.mode;
    return own ? ok(artefact) : err({ code: 'model-not-found' });
  }
}
