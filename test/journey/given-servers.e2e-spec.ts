import { jest } from '@jest/globals';
import { join } from 'node:path';
import pg from 'pg';
import { askRedis } from '../../apps/cli/local/redis-ask.js';
import { ensurePostgres, type Postgres } from '../../apps/cli/local/postgres.js';
import { openBackends } from '../queue/backends.js';
import { cardFile } from './card-file.js';
import { newPlace, type Place, reportIn, Start } from './run-start.js';

jest.setTimeout(240_000);

const CARDS = 300;
const REDIS_DATABASE = 7;

const { backends, close } = await openBackends(REDIS_DATABASE);
let server: Postgres;
let at: Place;
let place: Place;

beforeAll(async () => {
  [at, place] = [await newPlace(), await newPlace()];
  server = await ensurePostgres({ folder: join(at.folder, 'data'), durable: false });
});
afterAll(async () => {
  await server.stop();
  await close();
  at.remove();
  place.remove();
});

/** Guards who has servers of their own: nothing of ours may come up beside them. */
it.each(backends)('runs the journey on a given PostgreSQL, queues on $name', async (backend) => {
  const database = `given_${backend.name}`;
  const root = new pg.Client({ connectionString: server.adminUrl });
  await root.connect();
  await root.query(`CREATE DATABASE ${database}`);
  await root.end();
  const url = new URL(server.adminUrl);
  url.pathname = `/${database}`;
  const file = join(place.folder, `${backend.name}.json`);
  const data = ['--data', cardFile(place.folder, CARDS), '--profile', 'uci-taiwan'];

  const ended = await Start.run(place, ['--once', '--json', file, ...data], {
    DATA_DIR: join(place.folder, backend.name),
    DATABASE_ADMIN_URL: url.href,
    ...(backend.redisUrl === undefined ? {} : { REDIS_URL: backend.redisUrl }),
  }).ended;

  expect(ended).toMatchObject({ code: 0 });
  const report = await reportIn(file);
  expect(report.jobs).toMatchObject([{ status: 'done', subjects: CARDS, scored: CARDS }]);
  if (backend.redisUrl !== undefined)
    expect(await askRedis(backend.redisUrl, ['EXISTS', 'bull:events:meta'])).toBe(':1');
});
