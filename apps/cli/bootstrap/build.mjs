import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stop } from './explain.mjs';
import { ROOT } from './place.mjs';

const STAMP = join(ROOT, 'dist', '.assay-build.json');
const ROOMS = ['apps', 'libs', 'bench', 'test/support'];
const SETTINGS = ['package-lock.json', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];

/** Builds `dist` from the sources; types are `npm run check`'s business, so this takes seconds. */
export async function build() {
  const sources = hashSources();
  const before = existsSync(STAMP) ? JSON.parse(readFileSync(STAMP, 'utf8')) : {};
  if (same(before, sources)) return;

  console.log('Building …');
  // What a deleted source left behind would be found by whoever reads a folder.
  const isGone = Object.keys(before).some((path) => !(path in sources));
  rmSync(isGone ? join(ROOT, 'dist') : STAMP, { recursive: true, force: true });
  const args = [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'];
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Stop('The build failed; the compiler says above where.');
  copyAssets(Object.keys(sources));
  writeFileSync(STAMP, JSON.stringify(sources));
}

/** Style sheets, profiles and the like lie in `dist` where their readers expect them. */
export function copyAssets(paths = Object.keys(hashSources())) {
  for (const path of paths)
    if (/^(?:apps|libs)\//.test(path) && !/\.(?:tsx?|mjs|md)$/.test(path))
      cpSync(join(ROOT, path), join(ROOT, 'dist', path));
}

function same(before, now) {
  const paths = Object.keys(now);
  return (
    paths.length === Object.keys(before).length && paths.every((path) => before[path] === now[path])
  );
}

function hashSources() {
  const paths = [...ROOMS.flatMap(filesOf), ...SETTINGS];
  return Object.fromEntries(paths.map((path) => [path, hashOf(path)]));
}

const hashOf = (path) =>
  createHash('sha256')
    .update(readFileSync(join(ROOT, path)))
    .digest('hex');

function filesOf(room) {
  if (!existsSync(join(ROOT, room))) return [];
  return readdirSync(join(ROOT, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.spec\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(ROOT.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}
