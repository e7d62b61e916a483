import { jest } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { auditor } from '../support/auditor.js';
import { must, newKey, newTenant, operator, type TestTenant, until } from '../support/harness.js';
import { type Answer, call } from '../support/http.js';

jest.setTimeout(120_000);

/** A revocation is seen everywhere within this. */
const REVOKED_WITHIN_MS = 1_000;
const OVERLAP_MS = 24 * 3_600_000;
const SCOPES = ['subjects:read', 'jobs:read'];

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await newTenant();
});
afterAll(() => auditor.close());

interface KeyRow {
  readonly tenant_id: string;
  readonly mode: string;
  readonly scopes: readonly string[];
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
  readonly rotated_from: string | null;
}

const idOf = (key: string): string => key.split('_')[2] ?? '';

async function rowOf(key: string): Promise<KeyRow> {
  const [row] = await auditor.query<KeyRow>('SELECT * FROM control.api_key WHERE key_id = $1', [
    idOf(key),
  ]);
  if (!row) throw new Error('There is no such key');
  return row;
}

const use = (key: string): Promise<Answer> => call(key, '/v1/subjects?reference=nobody');
const said = ({ status, body }: Answer) => [status, body['code']];
/** What who holds a good key is told of a subject that is not there. */
const LET_IN = [404, 'subject-not-found'];
const REFUSED = [401, 'api-key-not-accepted'];

async function rotate(key: string): Promise<Answer<{ key: string }>> {
  const path = `/v1/platform/keys/${idOf(key)}/rotation`;
  return call(await operator(), path, { method: 'POST' });
}

/** Guards a tenant whose key has leaked: within a second nobody gets in by it. */
it('refuses a revoked key within a second, under load too', async () => {
  const key = await newKey(tenant.slug, SCOPES);
  expect(said(await use(key))).toEqual(LET_IN);
  const path = `/v1/platform/keys/${idOf(key)}`;
  let over = false;
  const load = async () => {
    while (!over) await use(key);
  };
  const users = [load(), load(), load(), load()];

  must(await call(await operator(), path, { method: 'DELETE' }), 204);
  await pause(REVOKED_WITHIN_MS);
  const after = await Promise.all(Array.from({ length: 8 }, () => use(key)));

  over = true;
  await Promise.all(users);
  expect(after.map(said)).toEqual(Array.from({ length: 8 }, () => REFUSED));
  expect(must(await call(await operator(), path, { method: 'DELETE' }), 204)).toEqual({});
});

/** Guards who mistyped a key from looking for who revoked it, and our database from guesses. */
it('tells a typo from a revoked key by the code', async () => {
  const key = await newKey(tenant.slug, SCOPES);
  const last = key.slice(-1);
  const typo = key.slice(0, -1) + (last === '0' ? '1' : '0');
  const ofNobody = await newKey(tenant.slug, SCOPES);
  await auditor.query('DELETE FROM control.api_key WHERE key_id = $1', [idOf(ofNobody)]);

  expect(said(await use(typo))).toEqual([401, 'api-key-malformed']);
  expect(said(await use('assay_live_x'))).toEqual([401, 'api-key-malformed']);
  expect(said(await use(ofNobody))).toEqual(REFUSED);
  expect(said(await use(key))).toEqual(LET_IN);
});

/** Guards a tenant in the midst of changing keys: for a day both open the door. */
it('lets the old key in beside the new one for 24 hours after a rotation', async () => {
  const old = await newKey(tenant.slug, SCOPES);
  const { key } = must(await rotate(old), 201);

  expect(said(await use(old))).toEqual(LET_IN);
  expect(said(await use(key))).toEqual(LET_IN);
  const [before, after] = [await rowOf(old), await rowOf(key)];
  expect(after).toMatchObject({
    ...{ tenant_id: tenant.tenantId, mode: 'live', scopes: SCOPES },
    ...{ expires_at: null, rotated_from: idOf(old) },
  });
  const overlap = (before.expires_at?.getTime() ?? 0) - after.created_at.getTime();
  expect(overlap).toBe(OVERLAP_MS);
  expect(said(await rotate(old))).toEqual([409, 'api-key-already-rotated']);

  await auditor.query('UPDATE control.api_key SET expires_at = now() WHERE key_id = $1', [
    idOf(old),
  ]);
  await pause(REVOKED_WITHIN_MS);
  expect(said(await use(old))).toEqual(REFUSED);
  expect(said(await use(key))).toEqual(LET_IN);
});

/** Guards who clears up keys that nobody uses any more. */
it('notes when a key was last used, and of one never used that it was not', async () => {
  const [used, unused] = [await newKey(tenant.slug, SCOPES), await newKey(tenant.slug, SCOPES)];
  const before = Date.now();
  await use(used);
  const after = Date.now();
  await until('the use to be written', async () => (await rowOf(used)).last_used_at !== null);
  const at = (await rowOf(used)).last_used_at?.getTime() ?? 0;
  expect(at).toBeGreaterThanOrEqual(before);
  expect(at).toBeLessThanOrEqual(after);
  expect((await rowOf(unused)).last_used_at).toBeNull();
});

/** Guards a client who wants to slow down before it is told to. */
it('says at every call how many more there may be', async () => {
  const key = await newKey(tenant.slug, SCOPES);
  const left = async () => {
    const { headers } = await use(key);
    expect(headers.get('ratelimit-policy')).toMatch(/^"default";q=\d+;w=60$/);
    return Number(/^"default";r=(\d+);t=\d+$/.exec(headers.get('ratelimit') ?? '')?.[1]);
  };
  const first = await left();
  expect(await left()).toBe(first - 1);
  expect(first).toBeGreaterThan(0);
});

/** Guards a key's secret against whoever reads the database. */
it('keeps of a key nothing that opens the door', async () => {
  const key = await newKey(tenant.slug, SCOPES);
  const rows = await auditor.query<{ row: string }>(
    'SELECT k::text AS row FROM control.api_key k WHERE key_id = $1',
    [idOf(key)],
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.row).not.toContain(key.split('_')[3]);
});

/** Guards against a key that may more than anybody asked for. */
it('gives a key no scope unless it is named', async () => {
  const path = `/v1/platform/tenants/${tenant.slug}/keys`;
  const body = { mode: 'live', name: 'bare' };
  const made = must(await call(await operator(), path, { body }), 201);
  expect(made['scopes']).toEqual([]);
  expect(said(await use(String(made['key'])))).toEqual([403, 'scope-missing']);
});
