import { chown, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { diskReason, explained, LocalFault } from './local-fault.js';
import { type PostgresFiles, SUPERUSER } from './postgres-files.js';
import { freePort, HOST } from './ports.js';
import { run, type RunAs } from './run-as.js';

const WAIT_S_MAX = 60;
const STARTS_MAX = 4;
const POLL_MS = 100;
/** Below the range that systems draw the ports of outgoing connections from. */
const PORT_FIRST = 15_432;

/** A local server as this process sees it. */
export interface LocalServer extends PostgresFiles {
  readonly as: RunAs;
  readonly durable: boolean;
}

/** The address of a database of the local server, as its superuser. */
export const urlOf = ({ password }: LocalServer, port: number, database: string) =>
  `postgres://${SUPERUSER}:${encodeURIComponent(password)}@${HOST}:${port}/${database}`;

/** Starts the server in a session of its own, so that Ctrl-C does not reach it; gives its port. */
export async function startServer(
  server: LocalServer,
  say: (line: string) => void,
): Promise<number> {
  const wanted = await readPort(server);
  for (let tried = 1; ; tried++) {
    const port = await freePort(wanted + tried - 1);
    if (port !== wanted && tried === 1 && (await hasPort(server)))
      say(`Port ${wanted} is taken by another program; PostgreSQL listens on ${port} instead.`);
    await writeSettings(server, port);
    const { code, said } = await pgCtl(server, ['start', '-l', server.log]);
    if (code === 0) {
      await writeFile(join(server.folder, '..', 'postgres-port'), String(port));
      return port;
    }
    await explainStart(server, said, tried);
  }
}

/** Stops the server after its transactions have been rolled back and its data written. */
export async function stopServer(server: LocalServer): Promise<void> {
  const { code, said } = await pgCtl(server, ['stop', '-m', 'fast']);
  if (code !== 0 && !said.includes('PID file'))
    throw new LocalFault(`PostgreSQL did not stop: ${said.trim()} Its log is ${server.log}.`);
}

/** Makes a database where it is absent. */
export async function makeDatabase(server: LocalServer, port: number, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(server, port, SUPERUSER) });
  await client.connect();
  try {
    const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (known.rowCount === 0)
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

const pgCtl = (server: LocalServer, args: readonly string[]) =>
  run(
    join(server.bin, 'pg_ctl'),
    ['-D', server.data, '-w', '-t', String(WAIT_S_MAX), ...args],
    server.as,
    server.folder,
  );

async function hasPort(server: LocalServer): Promise<boolean> {
  return (await savedPort(server)) !== undefined;
}

const readPort = async (server: LocalServer) => (await savedPort(server)) ?? PORT_FIRST;

async function savedPort({ folder }: LocalServer): Promise<number | undefined> {
  const text = await readFile(join(folder, '..', 'postgres-port'), 'utf8').catch(() => '');
  return /^\d{2,5}$/.test(text) ? Number(text) : undefined;
}

/** Our settings lie in a file of their own, read after the cluster's, so that each start renews them. */
async function writeSettings(server: LocalServer, port: number): Promise<void> {
  const settings = [
    `listen_addresses = '${HOST}'`,
    `port = ${port}`,
    "unix_socket_directories = ''",
    'max_connections = 200',
    'shared_buffers = 256MB',
    'max_wal_size = 2GB',
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    // A rejected row stands in the detail of an error, and the statement holds its values.
    'log_error_verbosity = terse',
    'log_min_error_statement = panic',
    server.durable ? 'fsync = on' : 'fsync = off',
  ];
  const own = join(server.data, 'assay.conf');
  const main = join(server.data, 'postgresql.conf');
  const include = "include_if_exists = 'assay.conf'";
  await explained(`The settings in ${server.data} cannot be written`, async () => {
    await writeFile(own, `${settings.join('\n')}\n`, { mode: 0o600 });
    if (server.as) await chown(own, server.as.uid, server.as.gid);
    const text = await readFile(main, 'utf8');
    if (!text.includes(include)) await writeFile(main, `${text}\n${include}\n`);
  });
}

/** Lets the caller try again where that can help; otherwise says why the server does not start. */
async function explainStart(server: LocalServer, said: string, tried: number): Promise<void> {
  const log = (await readFile(server.log, 'utf8').catch(() => '')).slice(-4000);
  const passes = /could not bind|Address already in use|pre-existing shared memory/.test(log);
  if (passes && tried < STARTS_MAX) {
    await pause(POLL_MS * 10 * tried);
    return;
  }
  await explained(`PostgreSQL did not start on ${server.data}`, () =>
    Promise.reject(
      diskReason(log) !== undefined
        ? new Error(log)
        : new LocalFault(`PostgreSQL did not start: ${said.trim()}\n${log.trim()}`),
    ),
  );
}
