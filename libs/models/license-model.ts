import { type Actor, type Clock, err, ok, type Result } from '#kernel';
import { CONTROL_CELL, type Operation, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import type { Tenants } from '#tenancy';
import { controlOperation } from './control-operation.js';
import { modelLicensed } from './events.js';
import { insertLicence, type ModelOwner, readModel } from './tables/model.js';

/** Why a model is not licensed, in the order in which it is checked. */
export type LicenseModelRefusal =
  { readonly code: 'model-not-found' } | { readonly code: 'model-recipient-unknown' };

/** The owner lets a recipient score with a model, without letting it read the artefact. */
export class LicenseModel {
  constructor(
    private readonly work: UnitOfWork,
    private readonly tenants: Tenants,
    private readonly clock: Clock,
  ) {}

  /**
   * Safe to repeat: a licence that is there stays. The act is in control's log with its effect;
   * the tenants' own logs follow by the event.
   */
  async execute(
    actor: Actor,
    owner: ModelOwner,
    licence: { readonly sha256: string; readonly recipient: string },
    operation?: Operation,
  ): Promise<Result<{ readonly sha256: string }, LicenseModelRefusal>> {
    const { sha256 } = licence;
    const model = await this.work.run(CONTROL_CELL, (tx) => readModel(tx, owner, sha256));
    if (!model) return err({ code: 'model-not-found' });
    const recipient = await this.tenants.bySlug(licence.recipient);
    if (!recipient?.roles.includes('recipient')) return err({ code: 'model-recipient-unknown' });

    const { tenantId: recipientTenantId } = recipient;
    return this.work.once(CONTROL_CELL, controlOperation(owner, operation), {
      first: async (tx) => {
        const now = this.clock.now();
        if (await insertLicence(tx, owner, { sha256, recipientTenantId, now }))
          record(tx, actor, modelLicensed(owner, { sha256, recipientTenantId }, actor), now);
        return { value: ok({ sha256 }), reference: sha256 };
      },
      again: async () => ok({ sha256 }),
    });
  }
}
