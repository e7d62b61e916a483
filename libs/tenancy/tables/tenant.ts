import type { Statement, Tx } from '#adapters/database';
import type { Jurisdiction } from '#score-engine';
import type { Tenant, TenantRole } from '../tenant.js';

const COLUMNS = 'tenant_id, slug, legal_name, trading_name, roles, created_at, jurisdiction';

const INSERT: Statement = {
  name: 'tenant_insert',
  text: `INSERT INTO control.tenant (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (slug) DO NOTHING RETURNING tenant_id`,
};
const INSERT_CELLS: Statement = {
  name: 'cell_insert',
  text: `INSERT INTO control.cell (cell_id, tenant_id, mode, bucket)
         SELECT nextval('control.cell_number'), $1, $2, bucket
         FROM generate_series(0, $3::integer - 1) bucket ORDER BY bucket`,
};
const READ_BY_SLUG: Statement = {
  name: 'tenant_read_by_slug',
  text: `SELECT ${COLUMNS} FROM control.tenant WHERE slug = $1`,
};
const READ_BY_ID: Statement = {
  name: 'tenant_read_by_id',
  text: `SELECT ${COLUMNS} FROM control.tenant WHERE tenant_id = $1`,
};
const LIST: Statement = {
  name: 'tenant_list',
  text: `SELECT ${COLUMNS} FROM control.tenant WHERE slug > $1 ORDER BY slug LIMIT $2`,
};

interface Row {
  readonly tenant_id: string;
  readonly slug: string;
  readonly legal_name: string;
  readonly trading_name: string;
  readonly roles: readonly TenantRole[];
  readonly created_at: Date;
  readonly jurisdiction: Jurisdiction;
}

/** Writes the tenant; false when its slug is taken. */
export async function insertTenant(tx: Tx, tenant: Tenant): Promise<boolean> {
  const { tenantId, slug, legalName, tradingName, roles, createdAt, jurisdiction } = tenant;
  const values = [tenantId, slug, legalName, tradingName, roles, createdAt, jurisdiction];
  return (await tx.query(INSERT, values)).length === 1;
}

/** Writes the cells of a mode, buckets 0 to `count` - 1. */
export function insertCells(tx: Tx, tenantId: string, mode: 'live' | 'test', count: number): void {
  tx.send(INSERT_CELLS, [tenantId, mode, count]);
}

/** The tenant of the slug. */
export async function readTenantBySlug(tx: Tx, slug: string): Promise<Tenant | undefined> {
  return (await tx.query<Row>(READ_BY_SLUG, [slug])).map(toTenant)[0];
}

/** The tenant of the id. */
export async function readTenantById(tx: Tx, tenantId: string): Promise<Tenant | undefined> {
  return (await tx.query<Row>(READ_BY_ID, [tenantId])).map(toTenant)[0];
}

/** Tenants in order of slug, those after `afterSlug`. */
export async function listTenants(tx: Tx, afterSlug: string, limit: number): Promise<Tenant[]> {
  return (await tx.query<Row>(LIST, [afterSlug, limit])).map(toTenant);
}

const toTenant = (row: Row): Tenant => ({
  tenantId: row.tenant_id,
  slug: row.slug,
  legalName: row.legal_name,
  tradingName: row.trading_name,
  roles: row.roles,
  createdAt: row.created_at,
  jurisdiction: row.jurisdiction,
});
