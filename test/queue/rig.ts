import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrateDatabase, prepareRoles, UnitOfWork } from '#adapters/database';
import { migrateQueue } from '#adapters/queue';
import { ALL_MIGRATIONS } from '#catalogue';
import type { Clock, SystemActor } from '#kernel';
import { Canary, Cells, CreateKey, CreateTenant, Tenants } from '#tenancy';
import { askRedis } from '../../apps/cli/local/redis-ask.js';
import type { Redis } from '../../apps/cli/local/redis.js';

/** Where a backend keeps the queue, and how all of it is lost. */
export interface Backend {
  readonly name: string;
  readonly redisUrl?: string;
  /** Jobs waiting or running. */
  jobs(rig: Rig): Promise<number>;
  lose(rig: Rig): Promise<void>;
}

/** BullMQ on PostgreSQL; lost is every table but the migrations' ledger. */
export const onPostgres: Backend = {
  name: 'postgresql',
  jobs: async ({ admin }) =>
    Number((await admin.query('SELECT count(*) FROM bullmq.job')).rows[0].count),
  lose: async ({ admin }) => {
    const { rows } = await admin.query(
      `SELECT format('bullmq.%I', tablename) AS name FROM pg_tables
       WHERE schemaname = 'bullmq' AND tablename <> 'migration'`,
    );
    await admin.query(`TRUNCATE ${rows.map(({ name }) => name).join(', ')}`);
  },
};

/** BullMQ on Redis; lost is the server, which comes back without its disk. */
export const onRedis = ({ url, restartEmpty }: Redis): Backend => ({
  name: 'redis',
  redisUrl: url,
  jobs: async () => {
    const lists = ['wait', 'active'].map((list) => askRedis(url, ['LLEN', `bull:events:${list}`]));
    return (await Promise.all(lists)).reduce((sum, length) => sum + Number(length.slice(1)), 0);
  },
  lose: restartEmpty,
});

const clock: Clock = { now: () => new Date() };
const actor: SystemActor = { kind: 'system', id: 'test', requestId: 'test' };

interface Parts {
  readonly root: string;
  readonly database: string;
  readonly admin: pg.Client;
  readonly sources: readonly DataSource[];
  readonly env: Readonly<Record<string, string>>;
  readonly createKey: CreateKey;
  readonly homeCell: number;
}

/** A database of its own, one institution, and workers that can be killed. */
export class Rig {
  private readonly workers: ChildProcess[] = [];
  private constructor(private readonly parts: Parts) {}

  /** Sees all cells. */
  get admin(): pg.Client {
    return this.parts.admin;
  }

  static async open(adminUrl: string, backend: Backend): Promise<Rig> {
    const database = `assay_queue_${randomBytes(6).toString('hex')}`;
    await asAdmin(adminUrl, (root) => root.query(`CREATE DATABASE ${database}`));
    const own = withDatabase(adminUrl, database);
    const urls = {
      app: roleUrl(own, 'app'),
      control: roleUrl(own, 'control'),
      relay: roleUrl(own, 'relay'),
      queue: roleUrl(own, 'queue'),
    };
    await asAdmin(own, (client) => prepareRoles(client, urls));
    await migrateDatabase(own, ALL_MIGRATIONS);
    await migrateQueue(own);
    const admin = new pg.Client({ connectionString: own });
    await admin.connect();

    const app = await sourceOf(urls.app);
    const control = await sourceOf(urls.control);
    const work = new UnitOfWork({ of: ({ cellId }) => (cellId === 0 ? control : app) });
    const cells = new Cells(work);
    const institution = {
      legalName: 'Lotus Ltd.',
      tradingName: 'Lotus',
      roles: ['recipient'],
    } as const;
    const created = await new CreateTenant(work, cells, new Canary(work, cells), clock).execute(
      actor,
      { slug: 'lotus', ...institution, liveCells: 4 },
    );
    if (!created.ok) throw new Error(created.error.code);
    const home = await cells.home(created.value.tenantId, 'live');
    const env = {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'test',
      DATABASE_URL: urls.app,
      CONTROL_URL: urls.control,
      RELAY_URL: urls.relay,
      QUEUE_URL: urls.queue,
      REDIS_URL: backend.redisUrl ?? '',
      SMTP_URL: 'smtp://127.0.0.1:9',
      PEPPER: randomBytes(32).toString('hex'),
      STAFF_JWT_SECRET: randomBytes(32).toString('hex'),
      NODE_PATH: process.env['NODE_PATH'] ?? '',
    };
    const createKey = new CreateKey(work, new Tenants(work), clock);
    return new Rig({
      root: adminUrl,
      database,
      admin,
      sources: [app, control],
      env,
      createKey,
      homeCell: home.cellId,
    });
  }

  /** Commits events in control's outbox, each of which is to leave one line in the home cell. */
  async makeEvents(count: number): Promise<void> {
    for (let made = 0; made < count; made++)
      await this.parts.createKey.execute(actor, {
        tenant: 'lotus',
        mode: 'live',
        name: `key ${String(made)}`,
        scopes: [],
      });
  }

  /** The lines that the events have left, and how many keys they are of. */
  async effects(): Promise<{ readonly lines: number; readonly keys: number }> {
    const { rows } = await this.admin.query(
      `SELECT count(*)::int AS lines, count(DISTINCT resource_id)::int AS keys
       FROM app.audit_entry WHERE cell_id = $1 AND action = 'api_key.created'`,
      [this.parts.homeCell],
    );
    return rows[0];
  }

  async outbox(): Promise<number> {
    return (await this.admin.query('SELECT count(*)::int AS n FROM app.outbox')).rows[0].n;
  }

  /** Handlers that wait inside their transaction, at the audit log. */
  async heldHandlers(): Promise<number> {
    const { rows } = await this.admin.query(
      `SELECT count(*)::int AS n FROM pg_stat_activity
       WHERE datname = $1 AND usename = 'assay_app' AND wait_event_type = 'Lock'`,
      [this.parts.database],
    );
    return rows[0].n;
  }

  /** Keeps every handler in the middle of its work until `release`. */
  async holdHandlers(): Promise<{ release(): Promise<void> }> {
    const holder = new pg.Client({
      connectionString: withDatabase(this.parts.root, this.parts.database),
    });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE app.audit_entry IN SHARE MODE');
    return { release: () => holder.end() };
  }

  /** A worker process, as production runs it, ready. */
  async startWorker(): Promise<ChildProcess> {
    const main = new URL('../../dist/apps/worker/main.js', import.meta.url).pathname;
    const worker = spawn(process.execPath, [main], {
      env: this.parts.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.workers.push(worker);
    let said = '';
    worker.stdout.on('data', (text) => (said += String(text)));
    worker.stderr.on('data', (text) => (said += String(text)));
    await until('the worker is ready', async () => {
      if (worker.exitCode !== null) throw new Error(`The worker ended: ${said}`);
      return said.includes('worker ready');
    });
    return worker;
  }

  async close(): Promise<void> {
    for (const worker of this.workers) await end(worker, 'SIGKILL');
    for (const source of this.parts.sources) await source.destroy();
    await this.admin.end();
    await asAdmin(this.parts.root, (root) =>
      root.query(`DROP DATABASE ${this.parts.database} WITH (FORCE)`),
    );
  }
}

/** Sends a signal and waits for the end; the exit code, or null after a kill. */
export async function end(
  worker: ChildProcess,
  signal: 'SIGTERM' | 'SIGKILL',
): Promise<number | null> {
  if (worker.exitCode !== null || worker.signalCode !== null) return worker.exitCode;
  const exited = once(worker, 'exit');
  worker.kill(signal);
  const [code] = await exited;
  return code as number | null;
}

/** Waits until it holds; throws, naming it, when it does not in time. */
export async function until(
  what: string,
  holds: () => Promise<boolean>,
  withinMs = 60_000,
): Promise<void> {
  const late = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > late) throw new Error(`Waited in vain until ${what}`);
    await pause(50);
  }
}

const sourceOf = (url: string) =>
  new DataSource({ type: 'postgres', url, extra: { pipeline: true } }).initialize();

async function asAdmin<T>(url: string, deed: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await deed(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, database: string): string {
  const own = new URL(url);
  own.pathname = `/${database}`;
  return own.href;
}

/** The role's address; its password is the one that the environment already uses for it. */
function roleUrl(own: string, role: 'app' | 'control' | 'relay' | 'queue'): string {
  const key = role === 'app' ? 'DATABASE_URL' : `${role.toUpperCase()}_URL`;
  const given = process.env[key];
  const url = new URL(own);
  url.username = `assay_${role}`;
  url.password = given ? new URL(given).password : 'assay-tests';
  return url.href;
}
