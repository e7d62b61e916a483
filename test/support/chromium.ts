import { type Browser, chromium } from 'playwright-core';
import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import { cloneRoot } from '../../apps/cli/local/data-folder.js';

const run = promisify(execFile);

/**
 * A real Chromium without a window, from the package's own archives.
 *
 * Not with the package's arguments: they run all contexts in one process and switch off the rules
 * between origins, under which a test of framing or of cross-site posts would prove nothing.
 */
export async function launchChromium(): Promise<Browser> {
  const folder = await unpackOnce();
  const program = join(folder, 'chromium');
  return chromium.launch({
    executablePath: program,
    args: ['--no-sandbox'],
    env: { ...process.env, ...(await librariesFor(program, folder)) },
  });
}

async function unpackOnce(): Promise<string> {
  const bin = join(
    dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')),
    '../../bin',
  );
  const manifest = await readFile(join(bin, '../package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const cache = join(cloneRoot(), '.cache');
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;

  // Test files run side by side: each unpacks for itself, and whoever ends first is kept.
  await mkdir(cache, { recursive: true });
  const own = await mkdtemp(`${folder}.`);
  await inflate(
    join(bin, 'chromium.br'),
    createWriteStream(join(own, 'chromium'), { mode: 0o755 }),
  );
  for (const name of ['swiftshader', 'al2023']) await untar(join(bin, `${name}.tar.br`), own);
  await rename(own, folder).catch(() => rm(own, { recursive: true, force: true }));
  return folder;
}

const inflate = (archive: string, to: NodeJS.WritableStream) =>
  pipeline(createReadStream(archive), createBrotliDecompress(), to);

async function untar(archive: string, folder: string): Promise<void> {
  const tar = join(folder, basename(archive, '.br'));
  await inflate(archive, createWriteStream(tar));
  await run('tar', ['-xf', tar, '-C', folder]);
  await rm(tar);
}

/** The system's libraries where it has them all, else those that the package brings along. */
async function librariesFor(program: string, folder: string): Promise<Record<string, string>> {
  const { stdout } = await run('ldd', [program]);
  return stdout.includes('not found') ? { LD_LIBRARY_PATH: join(folder, 'lib') } : {};
}
