import { jest } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloneRoot } from '../../apps/cli/local/data-folder.js';
import { askRedis } from '../../apps/cli/local/redis-ask.js';
import type { NoRedis } from '../../apps/cli/local/redis-program.js';
import { ensureRedis, type Redis } from '../../apps/cli/local/redis.js';

jest.setTimeout(120_000);

const above = mkdtempSync(join(tmpdir(), 'assay-redis-'));
const cache = join(cloneRoot(), '.cache');
const found: Redis | NoRedis = await ensureRedis({ folder: join(above, 'own'), cache });
const redis = 'unavailable' in found ? undefined : found;
const run = redis ? it : it.skip;
const title = (promise: string) =>
  'unavailable' in found ? `${promise} [${found.unavailable}]` : promise;

afterAll(async () => {
  await redis?.stop();
  rmSync(above, { recursive: true, force: true });
});

/** The queue's truth is PostgreSQL; its tests must be able to take Redis away whole. */
run(
  title('a local Redis keeps what it is told and comes back empty after losing its disk'),
  async () => {
    const { url, restartEmpty } = redis!;
    expect(await askRedis(url, ['SET', 'kept', '7'])).toBe('+OK');
    expect(await askRedis(url, ['EXISTS', 'kept'])).toBe(':1');
    expect(existsSync(join(above, 'own', 'appendonlydir'))).toBe(true);

    await restartEmpty();
    expect(await askRedis(url, ['PING'])).toBe('+PONG');
    expect(await askRedis(url, ['EXISTS', 'kept'])).toBe(':0');
  },
);

run(title('a given Redis is emptied by the tests and never stopped'), async () => {
  const { url } = redis!;
  const given = await ensureRedis({ url, folder: join(above, 'given'), cache });
  if ('unavailable' in given) throw new Error(given.unavailable);
  await askRedis(url, ['SET', 'kept', '7']);

  await given.restartEmpty();
  expect(await askRedis(url, ['EXISTS', 'kept'])).toBe(':0');
  await given.stop();
  expect(await askRedis(url, ['PING'])).toBe('+PONG');
});

it('says that a given Redis does not answer', async () => {
  const asked = ensureRedis({ url: 'redis://127.0.0.1:1', folder: above, cache });
  await expect(asked).rejects.toThrow('ECONNREFUSED');
});
