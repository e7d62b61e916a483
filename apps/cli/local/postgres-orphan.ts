import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { LocalFault } from './local-fault.js';
import { SUPERUSER } from './postgres-files.js';
import { type LocalServer, urlOf } from './postgres-server.js';
import { run } from './run-as.js';

/** A server that recovers from a crash answers when it has done so. */
const WAIT_S_MAX = 60;
const POLL_MS = 100;
const ANSWER_MS_MAX = 2_000;

/**
 * The port of a server that already runs on these data, left by a process that was killed, or
 * undefined. One that is just starting or stopping is waited for; a pid file that its server left
 * behind is removed, as its pid may be another program's by now.
 */
export async function findOrphan(server: LocalServer): Promise<number | undefined> {
  const until = Date.now() + WAIT_S_MAX * 1000;
  for (;;) {
    const file = await readPidFile(server);
    if (!file) return undefined;
    if (await answersFor(server, file.port)) return file.port;
    if (!(await isServer(server, file.pid))) {
      await rm(pidFileOf(server), { force: true });
      return undefined;
    }
    if (Date.now() > until)
      throw new LocalFault(
        `A PostgreSQL server (process ${file.pid}) holds ${server.data} and does not answer. ` +
          `Stop it (kill ${file.pid}) and start again; its log is ${server.log}.`,
      );
    await pause(POLL_MS);
  }
}

const pidFileOf = ({ data }: LocalServer) => join(data, 'postmaster.pid');

async function readPidFile(
  server: LocalServer,
): Promise<{ pid: number; port: number } | undefined> {
  try {
    const lines = (await readFile(pidFileOf(server), 'utf8')).split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether what listens there is a server on our own data, and no other that took the port. */
async function answersFor(server: LocalServer, port: number): Promise<boolean> {
  if (!Number.isInteger(port) || port <= 0) return false;
  const client = new pg.Client({
    connectionString: urlOf(server, port, SUPERUSER),
    connectionTimeoutMillis: ANSWER_MS_MAX,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data: string }>(
      "SELECT current_setting('data_directory') AS data",
    );
    return rows[0]?.data === server.data;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Whether the process is a PostgreSQL server on our data: a pid is given again after a while. */
async function isServer({ data, as, folder }: LocalServer, pid: number): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  if (process.platform === 'linux') {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return command.includes('postgres') && command.includes(data);
  }
  const { said } = await run('ps', ['-p', String(pid), '-o', 'command='], as, folder);
  return said.includes('postgres') && said.includes(data);
}
