import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { processEnvironment } from '#adapters/config';

const run = promisify(execFile);

const VERSION_MIN = 7;
const PACKAGES = ['redis-server', 'redis-tools', 'libjemalloc2', 'liblzf1', 'libatomic1'];

/** A `redis-server` that runs here, with the environment it needs. */
export interface RedisProgram {
  readonly path: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Why no Redis can be had here, in one line. */
export interface NoRedis {
  readonly unavailable: string;
}

/** A Redis >= 7 on the PATH, else Debian's, unpacked into the cache; or why there is none. */
export async function findRedis(cache: string): Promise<RedisProgram | NoRedis> {
  const env = processEnvironment();
  for (const path of ['redis-server', 'valkey-server'])
    if ((await versionOf({ path, env })) >= VERSION_MIN) return { path, env };

  const folder = join(cache, 'redis');
  try {
    if (!existsSync(folder)) await unpackDebian(folder);
  } catch (error) {
    return { unavailable: `no Redis to be had: ${firstLine(error)}` };
  }
  const unpacked = await unpackedIn(folder);
  const version = await versionOf(unpacked);
  if (version >= VERSION_MIN) return unpacked;
  return { unavailable: `no Redis to be had: Debian's does not run here (version ${version})` };
}

/** The major version, 0 when it does not run. */
async function versionOf({ path, env }: RedisProgram): Promise<number> {
  try {
    const { stdout } = await run(path, ['--version'], { env });
    return Number(/v=(\d+)/.exec(stdout)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

async function unpackDebian(folder: string): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await run('apt-get', ['download', ...PACKAGES], { cwd: unfinished });
  for (const name of await readdir(unfinished))
    if (name.endsWith('.deb')) await run('dpkg', ['-x', name, 'root'], { cwd: unfinished });
  await rename(unfinished, folder);
}

async function unpackedIn(folder: string): Promise<RedisProgram> {
  const libraries = join(folder, 'root', 'usr', 'lib');
  const system = (await readdir(libraries)).filter((name) => name.includes('-linux-'));
  const paths = system.map((name) => join(libraries, name)).join(':');
  const env = { ...processEnvironment(), LD_LIBRARY_PATH: paths };
  return { path: join(folder, 'root', 'usr', 'bin', 'redis-server'), env };
}

/** What apt or dpkg complained of, in one line. */
function firstLine(error: unknown): string {
  const { stderr = '', message = '' } = error as { stderr?: string; message?: string };
  const complaint = stderr.split('\n').find((line) => line.startsWith('E:'));
  return complaint ?? message.split('\n', 1).join('');
}
