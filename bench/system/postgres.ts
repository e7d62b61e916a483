import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { ensurePostgres } from '../../apps/cli/local/postgres.js';

/** As in every measurement that ours are compared with. Commits are durable, as by default. */
const SETTINGS = { shared_buffers: '1GB', max_wal_size: '8GB' };

/** A PostgreSQL that is thrown away. */
export interface BenchPostgres {
  readonly folder: string;
  readonly adminUrl: string;
  readonly version: string;
  /** Of the server's first process. */
  readonly pid: number;
  /** As superuser. */
  readonly admin: pg.Pool;
  stop(): Promise<void>;
}

/** Brings up a durable PostgreSQL of its own, with the settings of every measurement. */
export async function benchPostgres(): Promise<BenchPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  // Root's server runs as another user.
  chmodSync(folder, 0o755);
  const data = join(folder, 'data');
  const first = await ensurePostgres({ folder: data });
  const client = new pg.Client({ connectionString: first.adminUrl });
  await client.connect();
  for (const [name, value] of Object.entries(SETTINGS))
    await client.query(`ALTER SYSTEM SET ${name} = '${value}'`);
  await client.end();
  await first.stop();

  const server = await ensurePostgres({ folder: data });
  const admin = new pg.Pool({ connectionString: server.adminUrl, max: 4 });
  const shown = await admin.query<{ version: string; at: string }>(
    `SELECT current_setting('server_version') AS version, current_setting('data_directory') AS at`,
  );
  const [row] = shown.rows;
  if (!row) throw new Error('a query without FROM has a row');
  const { version, at } = row;
  return {
    folder,
    adminUrl: server.adminUrl,
    version,
    pid: Number(readFileSync(join(at, 'postmaster.pid'), 'utf8').split('\n')[0]),
    admin,
    stop: async () => {
      await admin.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Writes out what is dirty and counts anew, so that no contestant pays for another. */
export async function settle(admin: pg.Pool): Promise<void> {
  await admin.query('VACUUM (ANALYZE)');
  await admin.query('CHECKPOINT');
}
