import { type Actor, type Clock, err, ok, type Result } from '#kernel';
import { CONTROL_CELL, type Operation, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import type { Cells, Tenants } from '#tenancy';
import { modelLicensed } from './events.js';
import type { ModelOwner } from './import-model.js';
import { licenseArtefact, readArtefact } from './tables/artefact.js';

/** Why a model is not licensed, in the order in which it is checked. */
export type LicenseModelRefusal =
  { readonly code: 'model-not-found' } | { readonly code: 'model-recipient-unknown' };

/** The owner lets a recipient score with a model, without letting it read the artefact. */
export class LicenseModel {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly tenants: Tenants,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat: a licence that is there stays. */
  async execute(
    actor: Actor,
    owner: ModelOwner,
    licence: { readonly sha256: string; readonly recipient: string },
    operation?: Operation,
  ): Promise<Result<{ readonly sha256: string }, LicenseModelRefusal>> {
    const { sha256 } = licence;
    const artefact = await this.work.run(CONTROL_CELL, (tx) => readArtefact(tx, sha256));
    if (artefact?.ownerTenantId !== owner.tenantId || artefact.mode !== owner.mode)
      return err({ code: 'model-not-found' });
    const recipient = await this.tenants.bySlug(licence.recipient);
    if (!recipient?.roles.includes('recipient')) return err({ code: 'model-recipient-unknown' });

    const now = this.clock.now();
    await this.work.run(CONTROL_CELL, async (tx) => {
      licenseArtefact(tx, sha256, recipient.tenantId, now);
    });
    const home = await this.cells.home(owner.tenantId, owner.mode);
    return this.work.once(home, operation, {
      first: async (tx) => {
        record(tx, actor, modelLicensed(sha256, recipient.tenantId), now);
        return { value: ok({ sha256 }), reference: sha256 };
      },
      again: async () => ok({ sha256 }),
    });
  }
}
