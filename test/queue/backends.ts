import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { askRedis } from '../../apps/cli/local/redis-ask.js';
import { ensureRedis, type Redis } from '../../apps/cli/local/redis.js';

/** A database of the queue's, seen by its administrator. */
interface Administered {
  readonly admin: pg.Client;
}

/** Where a backend keeps the queue, and how all of it is lost. */
export interface Backend {
  readonly name: string;
  readonly redisUrl?: string;
  /** Jobs waiting or running. */
  jobs(rig: Administered): Promise<number>;
  lose(rig: Administered): Promise<void>;
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
const onRedis = ({ url, restartEmpty }: Redis): Backend => ({
  name: 'redis',
  redisUrl: url,
  jobs: async () => {
    const lists = ['events', 'bulk', 'webhooks'].flatMap((queue) =>
      ['wait', 'active'].map((list) => askRedis(url, ['LLEN', `bull:${queue}:${list}`])),
    );
    return (await Promise.all(lists)).reduce((sum, length) => sum + Number(length.slice(1)), 0);
  },
  lose: restartEmpty,
});

/**
 * The backends to run on, a Redis that is this file's alone among them. One that cannot be had is a
 * failing test under REQUIRE_ALL, else a skip that says why.
 *
 * @param database of a given Redis server: no two test files name the same
 */
export async function openBackends(
  database: number,
): Promise<{ readonly backends: readonly Backend[]; readonly close: () => Promise<void> }> {
  const { REDIS_URL, REQUIRE_ALL } = process.env;
  const redis = await ensureRedis({
    url: REDIS_URL && withDatabase(REDIS_URL, database),
    folder: join(tmpdir(), `assay-redis-${String(process.pid)}-${String(database)}`),
    cache: new URL('../../.cache', import.meta.url).pathname,
  });
  if ('unavailable' in redis) {
    const why = redis.unavailable;
    if (REQUIRE_ALL) it('has both backends to run on', () => expect(why).toBeUndefined());
    else it.skip(`on redis: ${why}`, () => undefined);
    return { backends: [onPostgres], close: () => Promise.resolve() };
  }
  return { backends: [onPostgres, onRedis(redis)], close: redis.stop };
}

function withDatabase(url: string, database: number): string {
  const own = new URL(url);
  own.pathname = `/${String(database)}`;
  return own.href;
}
