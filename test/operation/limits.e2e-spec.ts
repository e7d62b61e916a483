import { jest } from '@jest/globals';
import { auditor } from '../support/auditor.js';
import { AS_OF, must, newKey, newTenant, shopperRows, unique, until } from '../support/harness.js';
import { type Answer, call } from '../support/http.js';
import { endOwnApps, startOwnApp } from '../support/own-app.js';
import { held } from '../subjects/bad-input.js';

jest.setTimeout(120_000);
afterAll(async () => {
  await endOwnApps();
  await auditor.close();
});

const PER_MINUTE = 3;

/** Guards everybody from one client gone wild, and that client from guessing how long to wait. */
it('refuses a key’s calls over its limit, and says when there will be more', async () => {
  const limited = await startOwnApp('api', { RATE_LIMIT_PER_MINUTE: String(PER_MINUTE) });
  const { slug, key } = await newTenant();
  const another = await newKey(slug, ['subjects:read']);
  const ask = (by: string, apiUrl = limited.url) =>
    call(by, '/v1/subjects?reference=nobody', { apiUrl });

  const standing: (string | null)[] = [];
  for (let calls = 0; calls < PER_MINUTE; calls++) {
    const { status, headers } = await ask(key);
    expect(status).toBe(404);
    expect(headers.get('retry-after')).toBeNull();
    standing.push(/r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1] ?? null);
  }
  expect(standing).toEqual(['2', '1', '0']);

  const { status, headers, body } = await ask(key);
  expect({ status, code: body['code'] }).toEqual({ status: 429, code: 'rate-limit-exceeded' });
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
  expect(headers.get('ratelimit-policy')).toBe(`"default";q=${String(PER_MINUTE)};w=60`);
  const [, left, again] = /^"default";r=(\d+);t=(\d+)$/.exec(headers.get('ratelimit') ?? '') ?? [];
  expect(left).toBe('0');
  expect(headers.get('retry-after')).toBe(again);
  expect(Number(again)).toBeGreaterThan(0);
  expect(Number(again)).toBeLessThanOrEqual(60);
  // Each key and each process counts for itself.
  expect((await ask(another)).status).toBe(404);
  expect((await ask(key, undefined)).status).toBe(429);
  expect((await call(key, '/v1/subjects?reference=nobody')).status).toBe(404);
});

const IMPORT = `/v1/imports?kind=person&as_of=${encodeURIComponent(AS_OF)}`;

/** Guards the disk, and who sends too much from half of it being there. */
it('takes a file of as many bytes as are allowed, and of one byte more nothing', async () => {
  const tenant = await newTenant();
  const rows = shopperRows(0, 3, tenant.slug).map((row) => `${JSON.stringify(row)}\n`);
  const file = rows.join('');
  const bytes = Buffer.byteLength(file);
  const send = async (limit: number): Promise<Answer> => {
    const api = await startOwnApp('api', { IMPORT_LIMIT_BYTES: String(limit) });
    const headers = { 'content-type': 'application/x-ndjson' };
    const answer = await call(tenant.key, IMPORT, { body: file, headers, apiUrl: api.url });
    await api.end();
    return answer;
  };
  const none = await held(tenant);
  expect(Object.values(none)).toEqual(Object.values(none).map(() => 0));

  const refused = await send(bytes - 1);

  expect(refused.status).toBe(413);
  expect(refused.body).toMatchObject({
    ...{ code: 'import-too-large', details: { bytes_max: bytes - 1 } },
  });
  expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
  expect(await held(tenant)).toEqual(none);

  const { import_id: id } = must(await send(bytes), 202);
  await until('the import', async () => {
    return (await call(tenant.key, `/v1/imports/${String(id)}`)).body['status'] === 'done';
  });
  expect(await held(tenant)).toMatchObject({ subject: 3 });
});

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Guards who repeats a call a day later by mistake, and who takes a key anew after that. */
it('knows a call by its key for 24 hours, and then no longer', async () => {
  const { key } = await newTenant();
  const post = (reference: string, by: string) =>
    call(key, '/v1/subjects', {
      body: { kind: 'person', reference },
      headers: { 'idempotency-key': by },
    });
  const [young, old] = [unique('young'), unique('old')];
  const rowsOf = (by: string) =>
    auditor.query<{ id: string }>(
      `SELECT operation_id AS id FROM app.operation WHERE right(operation_id, length($1)) = $1`,
      [by],
    );
  const age = (by: string, ms: number) =>
    auditor.query(
      `UPDATE app.operation SET created_at = now() - $2 * interval '1 millisecond'
       WHERE right(operation_id, length($1)) = $1`,
      [by, ms],
    );
  const reference = unique('first');
  for (const by of [young, old]) must(await post(reference, by), 200, 201);
  await age(young, DAY_MS - HOUR_MS);
  await age(old, DAY_MS + 60_000);
  for (const by of [young, old]) {
    expect((await rowsOf(by)).length).toBeGreaterThan(0);
    expect((await post(unique('other'), by)).status).toBe(422);
  }

  // A worker sweeps as soon as it starts.
  await startOwnApp('worker');
  await until('the sweep', async () => (await rowsOf(old)).length === 0);

  must(await post(unique('other'), old), 201);
  expect((await rowsOf(young)).length).toBeGreaterThan(0);
  expect((await post(unique('other'), young)).body).toMatchObject({
    ...{ status: 422, code: 'idempotency-key-reused' },
  });
});
