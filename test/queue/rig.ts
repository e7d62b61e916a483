import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { migrateDatabase, type UnitOfWork } from '#adapters/database';
import { migrateQueue } from '#adapters/queue';
import { ALL_MIGRATIONS } from '#catalogue';
import type { Clock, SystemActor } from '#kernel';
import { Canary, type Cells, CreateKey, CreateTenant, type Scope, Tenants } from '#tenancy';
import type { Backend } from './backends.js';
import { createDatabase, openWork, type OwnDatabase } from './own-database.js';

const clock: Clock = { now: () => new Date() };
const actor: SystemActor = { kind: 'system', id: 'test', requestId: 'test' };

interface Parts {
  readonly database: OwnDatabase;
  readonly admin: pg.Client;
  readonly closeWork: () => Promise<void>;
  readonly env: Readonly<Record<string, string>>;
  readonly institution: Institution;
  readonly homeCell: number;
}

/** The rig's institution, and what its use cases stand on. */
export interface Institution {
  readonly tenantId: string;
  readonly work: UnitOfWork;
  readonly cells: Cells;
  readonly clock: Clock;
}

/** The cells of the rig's institution: more than are worked on at once. */
const LIVE_CELLS = 16;

/** A database of its own, one institution, and workers that can be killed. */
export class Rig {
  /** What its workers have printed so far. */
  said = '';
  private readonly workers: ChildProcess[] = [];
  private constructor(private readonly parts: Parts) {}

  /** Sees all cells. */
  get admin(): pg.Client {
    return this.parts.admin;
  }

  /** Its institution. */
  get institution(): Institution {
    return this.parts.institution;
  }

  /** Where the relay connects. */
  get relayUrl(): string {
    return this.parts.database.urls.relay;
  }

  /** A database of its own on the tests' server, and an empty queue. */
  static async open(backend: Backend): Promise<Rig> {
    const database = await createDatabase();
    const { adminUrl, urls } = database;
    await migrateDatabase(adminUrl, ALL_MIGRATIONS);
    await migrateQueue(adminUrl);
    const admin = new pg.Client({ connectionString: adminUrl });
    await admin.connect();

    const { work, cells, close } = await openWork(urls);
    const institution = {
      legalName: 'Lotus Ltd.',
      tradingName: 'Lotus',
      roles: ['recipient'],
    } as const;
    const created = await new CreateTenant(work, cells, new Canary(work, cells), clock).execute(
      actor,
      { slug: 'lotus', ...institution, liveCells: LIVE_CELLS },
    );
    if (!created.ok) throw new Error(created.error.code);
    const { tenantId } = created.value;
    const home = await cells.home(tenantId, 'live');
    const env = {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'test',
      DATABASE_URL: urls.app,
      CONTROL_URL: urls.control,
      RELAY_URL: urls.relay,
      QUEUE_URL: urls.queue,
      REDIS_URL: backend.redisUrl ?? '',
      // Several workers at once: none of them answers for its health.
      WORKER_PORT: '0',
      WEBHOOK_LOOPBACK: 'true',
      SMTP_URL: 'smtp://127.0.0.1:9',
      PEPPER: randomBytes(32).toString('hex'),
      STAFF_JWT_SECRET: randomBytes(32).toString('hex'),
      NODE_PATH: process.env['NODE_PATH'] ?? '',
    };
    const rig = new Rig({
      database,
      admin,
      closeWork: close,
      env,
      institution: { tenantId, work, cells, clock },
      homeCell: home.cellId,
    });
    // What the killed workers of the test before left there.
    if (backend.redisUrl) await backend.lose(rig);
    return rig;
  }

  /** Commits events in control's outbox, each of which is to leave one line in the home cell. */
  async makeEvents(count: number): Promise<void> {
    const { work } = this.institution;
    const createKey = new CreateKey(work, new Tenants(work), clock);
    for (let made = 0; made < count; made++)
      await createKey.execute(actor, {
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

  /** A key of the institution that opens a scope. */
  async newKey(scope: Scope): Promise<string> {
    const { work } = this.institution;
    const wish = { tenant: 'lotus', mode: 'live', name: 'key', scopes: [scope] } as const;
    const made = await new CreateKey(work, new Tenants(work), clock).execute(actor, wish);
    if (!made.ok || made.value.key === undefined) throw new Error('There is no key');
    return made.value.key;
  }

  async outbox(): Promise<number> {
    return (await this.admin.query('SELECT count(*)::int AS n FROM app.outbox')).rows[0].n;
  }

  /** Handlers that wait inside their transaction, at the audit log. */
  async heldHandlers(): Promise<number> {
    const { rows } = await this.admin.query(
      `SELECT count(*)::int AS n FROM pg_stat_activity
       WHERE datname = $1 AND usename = 'assay_app' AND wait_event_type = 'Lock'`,
      [this.parts.database.name],
    );
    return rows[0].n;
  }

  /** Keeps every handler in the middle of its work until `release`. */
  async holdHandlers(): Promise<{ release(): Promise<void> }> {
    return this.hold('BEGIN; LOCK TABLE app.audit_entry IN SHARE MODE');
  }

  /** A connection of its own that has run the statements, until `release`. */
  async hold(statements: string): Promise<{ release(): Promise<void> }> {
    const holder = new pg.Client({ connectionString: this.parts.database.adminUrl });
    await holder.connect();
    await holder.query(statements);
    return { release: () => holder.end() };
  }

  /** A worker process, as production runs it, ready. */
  async startWorker(): Promise<ChildProcess> {
    return this.start('worker', {}, 'worker ready');
  }

  /** An app of this database, with settings of its own, that has said that it is ready. */
  async start(
    app: 'api' | 'portal' | 'worker',
    settings: Readonly<Record<string, string>>,
    ready: string,
  ): Promise<ChildProcess> {
    const main = new URL(`../../dist/apps/${app}/main.js`, import.meta.url).pathname;
    const worker = spawn(process.execPath, [main], {
      env: { ...this.parts.env, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.workers.push(worker);
    let said = '';
    for (const stream of [worker.stdout, worker.stderr])
      stream.on('data', (text) => {
        said += String(text);
        this.said += String(text);
      });
    await until(`the ${app} is ready`, async () => {
      if (worker.exitCode !== null) throw new Error(`The ${app} ended: ${said}`);
      return said.includes(ready);
    });
    return worker;
  }

  async close(): Promise<void> {
    for (const worker of this.workers) await end(worker, 'SIGKILL');
    await this.parts.closeWork();
    await this.admin.end();
    await this.parts.database.drop();
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
