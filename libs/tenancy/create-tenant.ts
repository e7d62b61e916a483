import { BUCKETS, type Clock, err, invariant, type Json, ok, type Result } from '#kernel';
import { CONTROL_CELL, newId, type Operation, type Tx, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import type { Jurisdiction } from '#score-engine';
import type { Canary } from './canary.js';
import type { Cells } from './cells.js';
import { tenantCreated } from './events.js';
import { assertPlatform, type PlatformActor } from './platform-actor.js';
import { insertCells, insertTenant, readTenantById } from './tables/tenant.js';
import type { Tenant, TenantRole } from './tenant.js';

/** Whose law an institution answers to when nobody said. */
export const JURISDICTION_DEFAULT: Jurisdiction = 'CN';

/** An institution to be. */
export interface NewTenant {
  readonly slug: string;
  readonly legalName: string;
  readonly tradingName: string;
  readonly roles: readonly TenantRole[];
  /** By default that of the sample institutions. */
  readonly jurisdiction?: Jurisdiction;
  /** A power of two up to 4,096; there is always one cell for test data. */
  readonly liveCells: number;
}

/** Why an institution was not created. */
export type CreateTenantRefusal =
  | { readonly code: 'tenant-cells-not-allowed'; readonly cellsMax: number }
  | { readonly code: 'tenant-slug-taken' };

type Outcome = Result<Tenant, CreateTenantRefusal>;

/** Takes an institution in: its row, its cells, an event; then a canary in each cell. */
export class CreateTenant {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly canary: Canary,
    private readonly clock: Clock,
  ) {}

  /** A repeat without an operation is refused: the slug is taken. */
  async execute(actor: PlatformActor, input: NewTenant, operation?: Operation): Promise<Outcome> {
    assertPlatform(actor);
    const { liveCells } = input;
    const allowed = Number.isInteger(Math.log2(liveCells)) && liveCells <= BUCKETS;
    if (!allowed) return err({ code: 'tenant-cells-not-allowed', cellsMax: BUCKETS });

    const outcome = await this.work.once<Outcome>(CONTROL_CELL, operation, {
      first: (tx) => this.create(tx, actor, input),
      again: (tx, tenantId) => readAgain(tx, tenantId),
    });
    if (outcome.ok) await this.open(outcome.value.tenantId);
    return outcome;
  }

  private async create(tx: Tx, actor: PlatformActor, input: NewTenant) {
    const { liveCells, jurisdiction = JURISDICTION_DEFAULT, ...institution } = input;
    const now = this.clock.now();
    const tenant: Tenant = { ...institution, jurisdiction, tenantId: newId(now), createdAt: now };
    if (!(await insertTenant(tx, tenant)))
      return { value: err({ code: 'tenant-slug-taken' } as const), reference: undefined };
    insertCells(tx, tenant.tenantId, 'live', liveCells);
    insertCells(tx, tenant.tenantId, 'test', 1);
    record(tx, actor, tenantCreated(tenant, liveCells), now);
    return { value: ok(tenant), reference: tenant.tenantId };
  }

  /** Control is written first; the handler of `tenant.created` does this again after a crash. */
  private async open(tenantId: string): Promise<void> {
    for (const mode of ['live', 'test'] as const)
      await this.canary.insert(await this.cells.all(tenantId, mode));
  }
}

async function readAgain(tx: Tx, tenantId: Json): Promise<Outcome> {
  invariant(typeof tenantId === 'string', 'the operation refers to a tenant');
  const tenant = await readTenantById(tx, tenantId);
  invariant(tenant, 'a tenant is never deleted');
  return ok(tenant);
}
