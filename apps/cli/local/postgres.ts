import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openDataFolder, removeDataFolder } from './data-folder.js';
import { diskReason, explained, LocalFault } from './local-fault.js';
import { type Lock, takeLock } from './lock.js';
import { findPostgresFiles, makePostgresFiles } from './postgres-files.js';
import { findOrphan } from './postgres-orphan.js';
import {
  type LocalServer,
  makeDatabase,
  startServer,
  stopServer,
  urlOf,
} from './postgres-server.js';
import { postgresUser } from './run-as.js';
import { checkServer } from './server-check.js';

const DATABASE = 'assay';

/** Which database to use, and where to keep the local one. */
export interface PostgresOptions {
  /** The data folder; the server's files lie in its `postgres`. */
  readonly folder: string;
  /** DATABASE_ADMIN_URL: then that server is checked and used, and none is started. */
  readonly adminUrl?: string | undefined;
  /** False for throw-away data: nothing is flushed to disk. */
  readonly durable?: boolean;
  /** Told what the reader should know, a line each. */
  readonly say?: (line: string) => void;
}

/** A database server to migrate and use. */
export interface Postgres {
  readonly adminUrl: string;
  /** Whether it ran before us on our data, its starter having been killed. */
  readonly adopted: boolean;
  /**
   * What became impossible, as a LocalFault that also says what to do where the local server has
   * had no room to write since it was brought up; otherwise the fault as it is.
   */
  explain(fault: unknown): Promise<unknown>;
  /** Stops a local server and gives its data free, once however often called; leaves a given one. */
  stop(): Promise<void>;
}

/**
 * A PostgreSQL server: the given one, checked; else one of our own on the data in `folder`, made,
 * started or adopted. Throws a LocalFault that says what to do when there is none to be had.
 *
 * One process at a time holds the data, until `stop`.
 */
export async function ensurePostgres(options: PostgresOptions): Promise<Postgres> {
  const { adminUrl } = options;
  if (adminUrl !== undefined) {
    await checkServer(adminUrl);
    const explain = (fault: unknown) => Promise.resolve(fault);
    return { adminUrl, adopted: false, explain, stop: () => Promise.resolve() };
  }
  const folder = resolve(options.folder);
  await openDataFolder(folder);
  const lock = await lockData(folder);
  try {
    return await bringUp({ ...options, folder }, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** `npm run reset`: stops an orphan server and removes the data folder; `false` if there is none. */
export async function removeData(at: string): Promise<boolean> {
  const folder = resolve(at);
  const lock = await lockData(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (!lock) return false;
  try {
    const files = await findPostgresFiles(folder);
    const server = files && { ...files, as: postgresUser(), durable: true };
    if (server && (await findOrphan(server)) !== undefined) await stopServer(server);
    return await removeDataFolder(folder);
  } finally {
    await lock.release();
  }
}

async function bringUp(options: PostgresOptions, lock: Lock): Promise<Postgres> {
  const { folder, durable = true, say = () => undefined } = options;
  const as = postgresUser();
  const files = await explained(`PostgreSQL cannot be set up in ${folder}`, () =>
    makePostgresFiles(folder, as, durable),
  );
  const server: LocalServer = { ...files, as, durable };
  const logged = await logOf(server);
  const orphan = await findOrphan(server);
  const port = orphan ?? (await startServer(server, say));
  if (orphan !== undefined) say(`Adopted the PostgreSQL server left on port ${port}.`);
  try {
    await makeDatabase(server, port, DATABASE);
  } catch (error) {
    await stopServer(server);
    throw error;
  }
  let stopped: Promise<void> | undefined;
  return {
    adminUrl: urlOf(server, port, DATABASE),
    adopted: orphan !== undefined,
    explain: async (fault) => {
      const reason = diskReason((await logOf(server)).slice(logged.length));
      if (reason === undefined) return fault;
      const what = fault instanceof Error ? fault.message : String(fault);
      const tried = `PostgreSQL could not write its data in ${folder}`;
      return new LocalFault(`${what}\n${tried}: ${reason}.`, { cause: fault });
    },
    stop: () => (stopped ??= stopServer(server).finally(() => lock.release())),
  };
}

const logOf = ({ log }: LocalServer) => readFile(log, 'utf8').catch(() => '');

async function lockData(folder: string): Promise<Lock> {
  const lock = await takeLock(join(folder, 'start.lock'));
  if ('release' in lock) return lock;
  throw new LocalFault(
    `Another start (process ${lock.heldBy}) runs on the data in ${folder}. ` +
      'Stop it with Ctrl-C first, or give this one another folder in DATA_DIR.',
  );
}
