import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePostgres, type Postgres } from '../../apps/cli/local/postgres.js';
import { ensureRedis } from '../../apps/cli/local/redis.js';
import { type Backend, end, onPostgres, onRedis, Rig, until } from './rig.js';

jest.setTimeout(180_000);

const EVENTS = 60;
const { DATABASE_ADMIN_URL, REDIS_URL, REQUIRE_ALL } = process.env;
const redis = await ensureRedis({
  url: REDIS_URL,
  folder: join(tmpdir(), `assay-redis-${String(process.pid)}`),
  cache: new URL('../../.cache', import.meta.url).pathname,
});
const backends: readonly Backend[] = [
  onPostgres,
  ...('unavailable' in redis ? [] : [onRedis(redis)]),
];

let server: { readonly adminUrl: string; readonly postgres?: Postgres; readonly folder?: string };
let rig: Rig;

beforeAll(async () => {
  if (DATABASE_ADMIN_URL) {
    server = { adminUrl: DATABASE_ADMIN_URL };
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'assay-queue-'));
  const postgres = await ensurePostgres({ folder: join(folder, 'data'), durable: false });
  server = { adminUrl: postgres.adminUrl, postgres, folder };
});
afterAll(async () => {
  await server.postgres?.stop();
  if (!('unavailable' in redis)) await redis.stop();
  if (server.folder) rmSync(server.folder, { recursive: true, force: true });
});

// Under REQUIRE_ALL a backend that cannot be had is a failure, else a skip that says why.
const skipped = 'unavailable' in redis ? [redis.unavailable] : [];
if (REQUIRE_ALL) it('has both backends to run on', () => expect(skipped).toEqual([]));
else for (const why of skipped) it.skip(`on redis: ${why}`, () => undefined);

describe.each(backends)('on $name', (backend) => {
  beforeEach(async () => {
    rig = await Rig.open(server.adminUrl, backend);
    if (backend.redisUrl) await backend.lose(rig);
  });
  afterEach(() => rig.close());

  /** The jobs are known to be in the queue, some of them in the middle of their work. */
  async function heldInTheMiddle() {
    await rig.makeEvents(EVENTS);
    const handlers = await rig.holdHandlers();
    const worker = await rig.startWorker();
    await until('handlers are in the middle of their work', async () => {
      return (await rig.heldHandlers()) > 0 && (await backend.jobs(rig)) > EVENTS / 2;
    });
    expect(await rig.effects()).toEqual({ lines: 0, keys: 0 });
    return { handlers, worker };
  }

  const allDone = () =>
    until('every event is handled', async () => {
      return (await rig.outbox()) === 0 && (await rig.effects()).keys === EVENTS;
    });

  it('gives each event one effect though the worker is killed in the middle', async () => {
    const { handlers, worker } = await heldInTheMiddle();
    await end(worker, 'SIGKILL');
    await handlers.release();

    await rig.startWorker();
    await allDone();

    expect(await rig.effects()).toEqual({ lines: EVENTS, keys: EVENTS });
    expect(await backend.jobs(rig)).toBe(0);
  });

  it('fills a queue that lost everything anew from the outbox', async () => {
    const { handlers, worker } = await heldInTheMiddle();
    await end(worker, 'SIGKILL');
    await handlers.release();
    await backend.lose(rig);
    expect(await backend.jobs(rig)).toBe(0);
    expect(await rig.outbox()).toBeGreaterThanOrEqual(EVENTS);

    await rig.startWorker();
    await allDone();

    expect(await rig.effects()).toEqual({ lines: EVENTS, keys: EVENTS });
  });

  it('goes on when the queue loses everything under a running worker', async () => {
    const { handlers } = await heldInTheMiddle();
    await backend.lose(rig);
    await handlers.release();

    await allDone();

    expect(await rig.effects()).toEqual({ lines: EVENTS, keys: EVENTS });
  });

  it('finishes what it runs, and nothing else, when it is told to stop', async () => {
    const { handlers, worker } = await heldInTheMiddle();
    const running = await rig.heldHandlers();
    const stopped = end(worker, 'SIGTERM');
    await handlers.release();

    expect(await stopped).toBe(0);
    const { lines } = await rig.effects();
    expect(lines).toBeGreaterThanOrEqual(running);
    expect(lines).toBeLessThan(EVENTS);
  });

  it('shares the work among workers, each event once', async () => {
    await rig.makeEvents(EVENTS);
    await Promise.all([rig.startWorker(), rig.startWorker()]);
    await allDone();
    expect(await rig.effects()).toEqual({ lines: EVENTS, keys: EVENTS });
  });
});
