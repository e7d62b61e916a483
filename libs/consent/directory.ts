import { type ApiKeyActor, type Cell, invariant, type Mode } from '#kernel';
import { CONTROL_CELL, type UnitOfWork } from '#adapters/database';
import type { Cells, Tenant, Tenants } from '#tenancy';
import { type DirectoryEntry, readEntry } from './tables/directory.js';

/** The two institutions of a consent. */
export interface Parties {
  readonly recipient: Tenant;
  readonly provider: Tenant;
}

/** A consent that a borrower has claimed, and the two cells in which it stands. */
export interface ConsentPlace {
  readonly entry: DirectoryEntry & {
    readonly borrowerId: string;
    readonly providerSubjectId: string;
  };
  readonly recipient: Cell;
  readonly provider: Cell;
}

/** Leads from a consent's id to those whom it is between. A hint: the cells hold the truth. */
export class Directory {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly tenants: Tenants,
  ) {}

  /** The entry; undefined when there is no such consent. */
  async entry(consentId: string): Promise<DirectoryEntry | undefined> {
    return this.work.run(CONTROL_CELL, (tx) => readEntry(tx, consentId));
  }

  /** Where a borrower's consent stands; another borrower's is as one that is not there. */
  async placeOf(borrowerId: string, consentId: string): Promise<ConsentPlace | undefined> {
    const entry = await this.entry(consentId);
    return entry?.borrowerId === borrowerId ? this.place(entry) : undefined;
  }

  /** Where a claimed consent stands; undefined while nobody has claimed it. */
  async place(entry: DirectoryEntry): Promise<ConsentPlace | undefined> {
    const { borrowerId, providerSubjectId, providerTenantId, mode } = entry;
    if (borrowerId === null || providerSubjectId === null) return undefined;
    const provider = await this.cells.of(providerTenantId, mode, providerSubjectId);
    invariant(provider, 'a provider has cells');
    const recipient = await this.recipientCell(entry);
    return { entry: { ...entry, borrowerId, providerSubjectId }, recipient, provider };
  }

  /** The cell of the request. */
  async recipientCell({ recipientTenantId, mode, consentId }: DirectoryEntry): Promise<Cell> {
    const cell = await this.cells.of(recipientTenantId, mode, consentId);
    invariant(cell, 'a recipient has cells');
    return cell;
  }

  /** A tenant's cell of whatever the id is about; undefined when there is no such tenant. */
  async cellOf(tenantId: string, mode: Mode, id: string): Promise<Cell | undefined> {
    return this.cells.of(tenantId, mode, id);
  }

  /** Another institution than the caller's that provides data in the mode of the caller's key. */
  async providerFor({ tenantId, mode }: ApiKeyActor, slug: string): Promise<Tenant | undefined> {
    const provider = await this.tenants.bySlug(slug);
    if (!provider?.roles.includes('provider') || provider.tenantId === tenantId) return undefined;
    return (await this.cells.all(provider.tenantId, mode)).length > 0 ? provider : undefined;
  }

  /** The institutions' names. */
  async parties(
    entry: Pick<DirectoryEntry, 'recipientTenantId' | 'providerTenantId'>,
  ): Promise<Parties> {
    const recipient = await this.tenants.byId(entry.recipientTenantId);
    const provider = await this.tenants.byId(entry.providerTenantId);
    invariant(recipient && provider, 'institutions are never removed');
    return { recipient, provider };
  }
}
