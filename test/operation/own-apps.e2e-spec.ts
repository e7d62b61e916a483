import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { jest } from '@jest/globals';
import { testEnvironment } from '../support/environment.js';
import { onPostgres } from '../queue/backends.js';
import { Rig, until } from '../queue/rig.js';

jest.setTimeout(120_000);

const LIMIT = 5;
const ANSWER_MS = 10_000;

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.open(onPostgres);
}, 60_000);
afterAll(() => rig.close());

async function freePort(): Promise<string> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return String(port);
}

const ask = (url: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(url, { headers, signal: AbortSignal.timeout(ANSWER_MS) });

/** Guards whoever waits for a program to be ready before it is given work. */
it('has portal and worker answer for their health, and say which need is not met', async () => {
  const { portalUrl } = testEnvironment();
  for (const path of ['healthz', 'readyz'])
    expect((await ask(`${portalUrl}/${path}`)).status).toBe(200);

  const port = await freePort();
  await rig.start('worker', { WORKER_PORT: port }, 'worker ready');
  const worker = `http://127.0.0.1:${port}`;
  for (const path of ['healthz', 'readyz'])
    expect((await ask(`${worker}/${path}`)).status).toBe(200);
  const { rows } = await rig.admin.query(
    `DELETE FROM public.assay_migration WHERE id = (SELECT max(id) FROM public.assay_migration)
     RETURNING timestamp, name`,
  );
  const unready = await ask(`${worker}/readyz`);
  expect([unready.status, await unready.json()]).toEqual([
    ...[503, { status: 'not-ready', missing: ['migrations'] }],
  ]);
  expect((await ask(`${worker}/healthz`)).status).toBe(200);
  await rig.admin.query('INSERT INTO public.assay_migration (timestamp, name) VALUES ($1, $2)', [
    ...[rows[0].timestamp, rows[0].name],
  ]);
  expect((await ask(`${worker}/readyz`)).status).toBe(200);
});

/** Well-formed keys, each another, which no look-up finds. */
async function keysOfNobody(count: number): Promise<() => { authorization: string }> {
  const keys: string[] = [];
  while (keys.length < count) keys.push(await rig.newKey('models:read'));
  const ids = keys.map((key) => key.split('_')[2]);
  await rig.admin.query('DELETE FROM control.api_key WHERE key_id = ANY ($1)', [ids]);
  return () => ({ authorization: `Bearer ${keys.pop() ?? ''}` });
}

/** Guards the database, and all who wait for it, against whoever tries keys out. */
it('slows down who tries keys out, before any look-up, and not who holds one', async () => {
  const port = await freePort();
  const settings = { API_PORT: port, RATE_LIMIT_PER_MINUTE: String(LIMIT) };
  await rig.start('api', settings, 'listening');
  const url = `http://127.0.0.1:${port}/v1/models`;
  const holder = { authorization: `Bearer ${await rig.newKey('models:read')}` };
  const wrong = await keysOfNobody(LIMIT + 1);
  expect((await ask(url, holder)).status).toBe(200);
  for (let n = 0; n < LIMIT; n++) expect((await ask(url, wrong())).status).toBe(401);

  const held = await rig.hold('BEGIN; LOCK TABLE control.api_key IN ACCESS EXCLUSIVE MODE');
  const refused = await ask(url, wrong());
  await held.release();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await ask(url, holder)).status).toBe(200);
});

/** Guards the pages against who takes no cookie, or another with each call. */
it('limits pages by the address that they are asked from, and not health or style', async () => {
  const port = await freePort();
  const settings = { PORTAL_PORT: port, RATE_LIMIT_PER_MINUTE: String(LIMIT) };
  await rig.start('portal', settings, 'listening');
  const portal = `http://127.0.0.1:${port}`;
  for (let n = 0; n < LIMIT; n++) expect((await ask(`${portal}/sign-in`)).status).toBe(200);
  const refused = await ask(`${portal}/sign-in`, { cookie: '__Host-visit=another' });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  for (const path of ['healthz', 'readyz', 'assets/portal.css'])
    expect((await ask(`${portal}/${path}`)).status).toBe(200);
});

/** Guards every institution against one that keeps imports open. */
it('takes in as many imports at once as there are places for, and says when to come again', async () => {
  const port = await freePort();
  await rig.start('api', { API_PORT: port, IMPORTS_AT_ONCE_PER_TENANT: '1' }, 'listening');
  const headers = {
    authorization: `Bearer ${await rig.newKey('subjects:write')}`,
    'content-type': 'application/x-ndjson',
  };
  const path = '/v1/imports?kind=person&as_of=2026-11-01T00:00:00Z';
  const open = request({ host: '127.0.0.1', port, path, method: 'POST', headers });
  const answered = once(open, 'response');
  open.write('\n');
  const another = () =>
    fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body: '\n' });
  await until('the open import has its place', async () => {
    const refused = await another();
    const problem = (await refused.json()) as { code?: string };
    if (refused.status !== 429) return false;
    expect([problem.code, refused.headers.get('retry-after')]).toEqual(['import-too-many', '30']);
    return true;
  });
  open.end();
  const [first] = (await answered) as [IncomingMessage];
  first.resume();
  expect(first.statusCode).not.toBe(429);
  expect((await another()).status).not.toBe(429);
});
