import { jest } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { ensurePostgres, type Postgres, removeData } from '../../apps/cli/local/postgres.js';

jest.setTimeout(60_000);

const BUILT = new URL('../../dist/apps/cli/local/postgres.js', import.meta.url).href;
let folder: string;
let running: Postgres[];

beforeEach(() => {
  const above = mkdtempSync(join(tmpdir(), 'assay-local-'));
  chmodSync(above, 0o755); // root's server runs as another user
  folder = join(above, 'data');
  running = [];
});
afterEach(async () => {
  for (const postgres of running) await postgres.stop();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

const start = async (options: { adminUrl?: string; say?: (line: string) => void } = {}) => {
  const postgres = await ensurePostgres({ folder, durable: false, ...options });
  running.push(postgres);
  return postgres;
};

async function query<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Another process that starts the server under a closed umask, says so, and stays. */
async function startElsewhere(): Promise<ChildProcess> {
  const script = `import { ensurePostgres } from '${BUILT}'; process.umask(0o077);
    const p = await ensurePostgres({ folder: process.argv[1], durable: false });
    console.log(p.adminUrl); setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const died = once(child, 'exit').then(() => Promise.reject(new Error('it did not start')));
  await Promise.race([once(child.stdout, 'data'), died]);
  died.catch(() => undefined); // it is killed later, on purpose
  return child;
}

it('makes a UTF8 server that only its password opens, and keeps the data for the next start', async () => {
  const first = await start();
  const [settings] = await query<{ encoding: string; locale: string; fsync: string }>(
    first.adminUrl,
    `SELECT pg_encoding_to_char(encoding) AS encoding, datlocale AS locale,
            current_setting('listen_addresses') AS listens
       FROM pg_database WHERE datname = current_database()`,
  );
  expect(settings).toEqual({ encoding: 'UTF8', locale: 'C.UTF-8', listens: '127.0.0.1' });
  const wrong = new URL(first.adminUrl);
  wrong.password = 'wrong';
  await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  expect(statSync(join(folder, 'postgres-password')).mode & 0o777).toBe(0o600);

  await query(first.adminUrl, 'CREATE TABLE kept AS SELECT 7 AS n');
  await first.stop();
  await expect(query(first.adminUrl, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');

  const second = await start();
  expect(second.adopted).toBe(false);
  expect(await query(second.adminUrl, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
});

it('refuses a second start on the same data while the first runs', async () => {
  const other = await startElsewhere();
  await expect(start()).rejects.toThrow(`Another start (process ${String(other.pid)})`);
  await expect(removeData(folder)).rejects.toThrow('Another start');
  other.kill('SIGKILL');
  await once(other, 'exit');
  await start(); // which the harness's end stops
});

it('adopts the server whose starter was killed, and stops it', async () => {
  const other = await startElsewhere();
  other.kill('SIGKILL');
  await once(other, 'exit');

  const adopted = await start();
  expect(adopted.adopted).toBe(true);
  expect(await query(adopted.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await adopted.stop();
  expect(existsSync(join(folder, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
});

it('starts beside a pid file whose process is another program by now', async () => {
  const first = await start();
  const pidFile = join(folder, 'postgres', 'data', 'postmaster.pid');
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  await first.stop();
  writeFileSync(pidFile, [String(process.pid), ...lines.slice(1)].join('\n'));

  const second = await start();
  expect(second.adopted).toBe(false);
  expect(await query(second.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

it('gives way to a program that took its port meanwhile, and says so', async () => {
  const first = await start();
  const port = Number(new URL(first.adminUrl).port);
  await first.stop();
  const taker = createServer().listen(port, '127.0.0.1');
  await once(taker, 'listening');
  try {
    const said: string[] = [];
    const second = await start({ say: (line) => said.push(line) });
    expect(new URL(second.adminUrl).port).not.toBe(String(port));
    expect(said.join()).toContain(`Port ${port} is taken`);
  } finally {
    taker.close();
  }
});

/** Half of the world's names would be refused, or silently stored as bytes. */
it('refuses a given database that is not UTF8, and one that does not answer', async () => {
  const { adminUrl } = await start();
  await query(
    adminUrl,
    `CREATE DATABASE ascii ENCODING 'SQL_ASCII' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0`,
  );
  await query(adminUrl, `CREATE ROLE guest LOGIN PASSWORD 'k7Qw2'`);
  const given = (change: (url: URL) => void) => {
    const url = new URL(adminUrl);
    change(url);
    return ensurePostgres({ folder, adminUrl: url.href });
  };

  await expect(given((url) => (url.pathname = '/ascii'))).rejects.toThrow('encoded in SQL_ASCII');
  await expect(given((url) => (url.port = '1'))).rejects.toThrow('cannot be used');
  await expect(given((url) => ([url.username, url.password] = ['guest', 'k7Qw2']))).rejects.toThrow(
    'may not create roles',
  );
  const passed = await given(() => undefined);
  await passed.stop();
  expect(await query(adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

it('removes its data with their orphan server, and nothing that is not its own', async () => {
  const other = await startElsewhere();
  other.kill('SIGKILL');
  await once(other, 'exit');
  expect(await removeData(folder)).toBe(true);
  expect(existsSync(folder)).toBe(false);
  expect(await removeData(folder)).toBe(false);

  const foreign = join(folder, '..');
  writeFileSync(join(foreign, 'thesis.txt'), 'mine');
  await expect(removeData(foreign)).rejects.toThrow('was not made by Assay');
  await expect(ensurePostgres({ folder: foreign })).rejects.toThrow("not Assay's");
});
