import { jest } from '@jest/globals';
import pg from 'pg';
import { auditor } from '../support/auditor.js';
import { testEnvironment } from '../support/environment.js';
import { newTenant } from '../support/harness.js';
import { newWorld, type World } from './world.js';

jest.setTimeout(180_000);

const DENIED = '42501';
let world: World;
let app: pg.Client;
let control: pg.Client;

beforeAll(async () => {
  world = await newWorld(await newTenant(['provider']));
  await leaveWaiting(await cellOf(world));
  [app, control] = await Promise.all([connect('DATABASE_URL'), connect('CONTROL_URL')]);
}, 120_000);
afterAll(async () => {
  await Promise.all([app.end(), control.end()]);
  await forgetWaiting(await cellOf(world));
  await auditor.close();
});

async function connect(key: 'DATABASE_URL' | 'CONTROL_URL'): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: testEnvironment().environment[key] });
  await client.connect();
  return client;
}

/** The live home cell of the tenant. */
async function cellOf({ tenant }: World): Promise<number> {
  const [cell] = await auditor.query<{ cell_id: number }>(
    `SELECT cell_id FROM control.cell WHERE tenant_id = $1 AND mode = 'live' AND bucket = 0`,
    [tenant.tenantId],
  );
  return cell?.cell_id ?? 0;
}

const WAITING = '01926d3c-7a10-7c9e-8f00-0a1b2c3d4000';

/**
 * What only passes through two of these tables is gone before a test can look; the others ask
 * for more than the world has: outcomes, a shadow.
 */
async function leaveWaiting(cellId: number): Promise<void> {
  await auditor.query(
    `INSERT INTO app.import_chunk
       (cell_id, import_id, chunk_no, stage, manifest, documents, features, created_at)
     VALUES ($1, $2, 0, 'rows', '', '', '', now())`,
    [cellId, WAITING],
  );
  await auditor.query(
    `INSERT INTO app.outbox (cell_id, event_id, action, payload, created_at, due_at)
     VALUES ($1, $2, 'none', '{}', now(), now() + interval '1 day')`,
    [cellId, WAITING],
  );
  await auditor.query(
    `INSERT INTO app.shadow_score (cell_id, kind, deployment_version, model, score_id, scored_at)
     VALUES ($1, 'person', 1, decode('00', 'hex'), $2, now())`,
    [cellId, WAITING],
  );
  await auditor.query(
    `INSERT INTO app.recalibration
       (cell_id, sha256, model, slope, intercept, rows, bads, as_of, in_force_since)
     VALUES ($1, $2, 'none', 1, 0, 0, 0, now(), now())`,
    [cellId, WAITING],
  );
}

async function forgetWaiting(cellId: number): Promise<void> {
  const named = [cellId, WAITING];
  await auditor.query('DELETE FROM app.shadow_score WHERE cell_id = $1 AND score_id = $2', named);
  await auditor.query('DELETE FROM app.recalibration WHERE cell_id = $1 AND sha256 = $2', named);
  await auditor.query('DELETE FROM app.outbox WHERE cell_id = $1 AND event_id = $2', named);
  await auditor.query('DELETE FROM app.import_chunk WHERE cell_id = $1 AND import_id = $2', named);
}

/** Tables that an app's role may read, partitions apart. */
async function readable(): Promise<string[]> {
  const rows = await auditor.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = 'app'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
       AND has_table_privilege('assay_app', oid, 'SELECT') ORDER BY relname`,
  );
  return rows.map(({ name }) => name);
}

const count = async (client: Pick<pg.Client, 'query'>, table: string): Promise<number> => {
  const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM app.${table}`);
  return rows[0]?.n ?? -1;
};

/** Guards everybody against the one query that forgets to say whose cell it is about. */
it('shows a session that entered no cell no row of any table, each holding some', async () => {
  const tables = await readable();
  expect(tables.length).toBeGreaterThan(15);
  const admin = { query: async (text: string) => ({ rows: await auditor.query(text) }) };
  for (const table of tables) {
    expect([table, await count(admin as never, table)]).not.toEqual([table, 0]);
    expect([table, await count(app, table)]).toEqual([table, 0]);
  }
});

/** The other half: what the session is not shown is there, and is shown to who entered. */
it('shows a session the rows of the cell that it entered, and of no other', async () => {
  const cellId = await cellOf(world);
  await app.query('BEGIN');
  await app.query('SELECT app.enter_cell($1)', [cellId]);
  for (const table of ['audit_entry', 'canary', 'deployment', 'job', 'outbox', 'import_chunk']) {
    const { rows } = await app.query<{ cell_id: number }>(
      `SELECT DISTINCT cell_id FROM app.${table}`,
    );
    expect([table, rows]).toEqual([table, [{ cell_id: cellId }]]);
  }
  const moved = app.query('UPDATE app.job SET cell_id = cell_id + 1');
  await expect(moved).rejects.toMatchObject({ code: DENIED });
  await app.query('ROLLBACK');
});

/** Guards what stands between the tenants: keys, links, who consented to what. */
it('lets the apps into no cell of control, and control into no tenant’s', async () => {
  const cellId = await cellOf(world);
  await expect(app.query('SELECT app.enter_cell(0)')).rejects.toMatchObject({ code: DENIED });
  const asControl = control.query('SELECT app.enter_cell($1)', [cellId]);
  await expect(asControl).rejects.toMatchObject({ code: DENIED });
  await expect(app.query('SELECT * FROM control.tenant')).rejects.toMatchObject({ code: DENIED });
  expect((await control.query('SELECT * FROM control.tenant')).rowCount).toBeGreaterThan(1);
  await expect(app.query('SET ROLE assay_owner')).rejects.toMatchObject({ code: DENIED });
  await expect(app.query('SET ROLE assay_control')).rejects.toMatchObject({ code: DENIED });
});

/** Guards what is proved later by the log: not even whose cell it is may change what it says. */
it.each([
  ['audit_entry', `UPDATE app.audit_entry SET outcome = 'success' WHERE cell_id = $1`],
  ['audit_entry', 'DELETE FROM app.audit_entry WHERE cell_id = $1'],
  ['access_decision', `UPDATE app.access_decision SET outcome = 'denied' WHERE cell_id = $1`],
  ['access_decision', 'DELETE FROM app.access_decision WHERE cell_id = $1'],
])('takes no change of %s, in one’s own cell or as who owns the tables: %s', async (table, sql) => {
  const [row] = await auditor.query<{ cell_id: number }>(
    `SELECT cell_id FROM app.${table} WHERE cell_id > 0 LIMIT 1`,
  );
  const cellId = row?.cell_id ?? 0;
  await app.query('BEGIN');
  await app.query('SELECT app.enter_cell($1)', [cellId]);
  await expect(app.query(sql, [cellId])).rejects.toMatchObject({ code: DENIED });
  await app.query('ROLLBACK');

  const admin = new pg.Client({ connectionString: testEnvironment().adminUrl });
  await admin.connect();
  try {
    await admin.query('BEGIN');
    const before = await count(admin, table);
    await expect(admin.query(sql, [cellId])).rejects.toMatchObject({
      ...{ code: DENIED, message: expect.stringContaining('append-only') },
    });
    await admin.query('ROLLBACK');
    expect(await count(admin, table)).toBeGreaterThanOrEqual(before);
  } finally {
    await admin.end();
  }
});

/** Guards the partitions, through which a table’s policy could be walked round. */
it('lets the apps read no partition itself', async () => {
  const partitions = await auditor.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'app'::regnamespace
       AND relkind IN ('r', 'p') AND relispartition ORDER BY relname`,
  );
  expect(partitions.length).toBeGreaterThan(40);
  for (const { name } of partitions)
    await expect(count(app, name)).rejects.toMatchObject({ code: DENIED });
});
