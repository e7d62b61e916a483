import { auditor } from '../support/auditor.js';

afterAll(() => auditor.close());

/** Privileges beyond SELECT and INSERT that a role has on a table; none on those not named. */
const MAY_CHANGE: Readonly<Record<string, string>> = {
  consent: 'UPDATE',
  consent_request: 'UPDATE',
  deployment_current: 'UPDATE',
  deployment_proposal: 'UPDATE',
  identifier: 'DELETE',
  import: 'UPDATE',
  import_chunk: 'DELETE UPDATE',
  job: 'UPDATE',
  job_chunk: 'UPDATE',
  operation: 'DELETE',
  outbox: 'DELETE UPDATE',
  policy_product: 'UPDATE',
  policy_proposal: 'UPDATE',
  recalibration: 'UPDATE',
  score_input: 'DELETE',
  score_request: 'DELETE UPDATE',
  shadow_score: 'DELETE',
  subject: 'DELETE UPDATE',
  subject_cluster: 'DELETE UPDATE',
  subject_features: 'DELETE UPDATE',
  webhook_delivery: 'DELETE UPDATE',
  webhook_endpoint: 'DELETE UPDATE',
};
/** Cell tables that stand in control's cell too. */
const IN_CONTROL_TOO = ['audit_entry', 'canary', 'operation', 'outbox'];
const CONDITION = `(cell_id = (NULLIF(current_setting('app.cell_id'::text, true), ''::text))::integer)`;

interface Table {
  readonly name: string;
  readonly owner: string;
  readonly secured: boolean;
  readonly forced: boolean;
  readonly partition: boolean;
}

/** A big job's store while it fills: open by design, attached and secured when it is full. */
const STORE = String.raw`relname !~ '^score_store_\d+$'`;

const tablesOf = (schema: 'app' | 'control'): Promise<Table[]> =>
  auditor.query<Table>(
    `SELECT relname AS name, pg_get_userbyid(relowner) AS owner, relrowsecurity AS secured,
       relforcerowsecurity AS forced, relispartition AS partition
     FROM pg_class WHERE relnamespace = '${schema}'::regnamespace AND relkind IN ('r', 'p')
       AND ${STORE} ORDER BY relname`,
  );
const cellTables = async () => (await tablesOf('app')).filter(({ partition }) => !partition);

/** Guards every tenant: a table without its policy shows all of it to everybody. */
it('forces row-level security on every cell table, by its one policy', async () => {
  const tables = await cellTables();
  expect(tables.length).toBeGreaterThan(15);
  for (const { name, owner, secured, forced } of tables)
    expect({ name, owner, secured, forced }).toEqual({
      ...{ name, owner: 'assay_owner', secured: true, forced: true },
    });
  const policies = await auditor.query(
    `SELECT tablename AS table, policyname AS policy, permissive, roles::text[] AS roles, cmd,
       qual AS using, with_check AS check
     FROM pg_policies WHERE schemaname = 'app' AND tablename IN
       (SELECT relname FROM pg_class WHERE relnamespace = 'app'::regnamespace
        AND NOT relispartition AND ${STORE})
     ORDER BY tablename, policyname`,
  );
  const own = tables.map(({ name }) => ({
    ...{ table: name, policy: 'in_cell', permissive: 'PERMISSIVE', roles: ['public'], cmd: 'ALL' },
    ...{ using: CONDITION, check: CONDITION },
  }));
  const relay = { table: 'outbox', policy: 'relay_sees_all', permissive: 'PERMISSIVE' };
  const seesAll = { roles: ['assay_relay'], cmd: 'SELECT', using: 'true', check: null };
  expect(policies).toEqual([...own, { ...relay, ...seesAll }].sort(byTable));
});

const byTable = (a: { table: string; policy: string }, b: { table: string; policy: string }) =>
  `${a.table} ${a.policy}` < `${b.table} ${b.policy}` ? -1 : 1;

/** Guards the tenant with a hundred million: without the cell first, its index serves nobody. */
it('begins every key and index of a cell table with the cell', async () => {
  const indexes = await auditor.query<{ name: string; first: string; primary: boolean }>(
    `SELECT c.relname || ': ' || i.relname AS name, a.attname AS first, x.indisprimary AS primary
     FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
     LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0]
     WHERE c.relnamespace = 'app'::regnamespace ORDER BY 1`,
  );
  expect(indexes.length).toBeGreaterThan(30);
  const others = indexes.filter(({ first }) => first !== 'cell_id').map(({ name }) => name);
  // By this one the relay, which sees all cells, finds those that have something due.
  expect(others).toEqual(['outbox: outbox_due_anywhere']);
  const keyed = new Set(
    indexes.filter(({ primary }) => primary).map(({ name }) => name.split(':', 1)[0]),
  );
  const tables = await tablesOf('app');
  expect(tables.map(({ name }) => name).filter((name) => !keyed.has(name))).toEqual([]);
  const foreign = await auditor.query(
    `SELECT conname FROM pg_constraint
     WHERE contype = 'f' AND connamespace = 'app'::regnamespace`,
  );
  expect(foreign).toEqual([]);
});

interface Grant {
  readonly role: string;
  readonly table: string;
  readonly may: string;
}

const grantsIn = (schema: 'app' | 'control'): Promise<Grant[]> =>
  auditor.query<Grant>(
    `SELECT coalesce(r.rolname, 'public') AS role, c.relname AS table,
       string_agg(g.privilege_type, ' ' ORDER BY g.privilege_type) AS may
     FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) g
     LEFT JOIN pg_roles r ON r.oid = g.grantee
     WHERE c.relnamespace = '${schema}'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
       AND c.${STORE}
       AND g.grantee <> c.relowner GROUP BY 1, 2 ORDER BY 1, 2`,
  );

/** Guards against a role that may more than its app does. */
it('grants on cell tables what is known here, and on partitions nothing', async () => {
  const tables = (await cellTables()).map(({ name }) => name);
  const may = (name: string) =>
    ['INSERT', 'SELECT', ...(MAY_CHANGE[name]?.split(' ') ?? [])].sort().join(' ');
  const app = tables.map((table) => ({ role: 'assay_app', table, may: may(table) }));
  const control = IN_CONTROL_TOO.map((table) => ({
    ...{ role: 'assay_control', table, may: may(table) },
  }));
  const relay = { role: 'assay_relay', table: 'outbox', may: 'SELECT UPDATE' };
  expect(await grantsIn('app')).toEqual([...app, ...control, relay]);
});

/** Guards keys, links and the directory: what stands between tenants is control's alone. */
it('lets nobody but control into schema control', async () => {
  const tables = (await tablesOf('control')).map(({ name }) => name);
  expect(tables.length).toBeGreaterThan(8);
  const may = 'DELETE INSERT SELECT UPDATE';
  expect(await grantsIn('control')).toEqual(
    tables.map((table) => ({ role: 'assay_control', table, may })),
  );
  const inside = await auditor.query<{ role: string; schema: string }>(
    `SELECT rolname AS role, nspname AS schema FROM pg_roles, pg_namespace
     WHERE rolname LIKE 'assay\\_%' AND rolname <> 'assay_owner' AND nspname IN ('app', 'control')
       AND has_schema_privilege(pg_roles.oid, pg_namespace.oid, 'USAGE') ORDER BY 2, 1`,
  );
  expect(inside.filter(({ schema }) => schema === 'control').map(({ role }) => role)).toEqual([
    'assay_control',
  ]);
  expect(inside.filter(({ schema }) => schema === 'app').map(({ role }) => role)).toEqual([
    ...['assay_app', 'assay_control', 'assay_relay'],
  ]);
});

/** Guards the separation itself: who owns a table, or is above its policies, walks past it. */
it('gives no role that logs in more than its grants', async () => {
  const roles = await auditor.query(
    `SELECT rolname AS role, rolcanlogin AS login,
       rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication AS above,
       (SELECT count(*)::int FROM pg_auth_members WHERE member = pg_roles.oid) AS in_others
     FROM pg_roles WHERE rolname LIKE 'assay\\_%' ORDER BY rolname`,
  );
  const role = (name: string, login = true) => ({
    ...{ role: `assay_${name}`, login, above: false, in_others: 0 },
  });
  expect(roles).toEqual([
    ...[role('app'), role('control'), role('owner', false), role('queue'), role('relay')],
  ]);
  const owned = await auditor.query(
    `SELECT relname FROM pg_class WHERE relnamespace IN
       ('app'::regnamespace, 'control'::regnamespace) AND relkind <> 'i' AND relkind <> 'I'
       AND pg_get_userbyid(relowner) <> 'assay_owner'`,
  );
  expect(owned).toEqual([]);
});

/** Guards those who page through a log: an instant finer than a cursor's loses rows. */
it('keeps every instant to the millisecond, and no type or number of the database’s own', async () => {
  const columns = await auditor.query<{ at: string; type: string; identity: string }>(
    `SELECT c.relname || '.' || a.attname AS at, format_type(a.atttypid, a.atttypmod) AS type,
       a.attidentity::text AS identity
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace IN ('app'::regnamespace, 'control'::regnamespace)
       AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped`,
  );
  const instants = columns.filter(({ type }) => /^(timestamp|date|time)/.test(type));
  expect(instants.length).toBeGreaterThan(40);
  const others = instants.filter(({ type }) => type !== 'timestamp(3) with time zone');
  expect(others).toEqual([]);
  expect(columns.filter(({ identity }) => identity !== '')).toEqual([]);
  const enums = await auditor.query(
    `SELECT typname FROM pg_type WHERE typtype = 'e' AND typnamespace IN
       ('app'::regnamespace, 'control'::regnamespace, 'public'::regnamespace)`,
  );
  expect(enums).toEqual([]);
});

/** Guards what runs as the owner: whoever puts a table in its way would be the owner. */
it('pins the search path of every function that runs as its owner, and lets only roles call it', async () => {
  const functions = await auditor.query<{ name: string; config: string[]; open: boolean }>(
    `SELECT proname AS name, proconfig AS config, has_function_privilege('assay_queue', oid, 'EXECUTE')
       AS open FROM pg_proc WHERE pronamespace = 'app'::regnamespace AND prosecdef ORDER BY 1`,
  );
  expect(functions.length).toBeGreaterThan(2);
  for (const one of functions)
    expect(one).toMatchObject({ config: ['search_path=pg_catalog, pg_temp'], open: false });
});
