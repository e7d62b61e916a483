import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from './compile.mjs';
import { ROOT } from './place.mjs';

const STAMP = join(ROOT, 'dist', '.assay-build.json');
/** Where the sources lie. */
export const ROOMS = ['apps', 'libs', 'bench'];
const SOURCE = /\.tsx?$/;
const SETTINGS = ['package-lock.json', 'package.json', 'tsconfig.json'];

/** Builds `dist` from the sources; types are `npm run check`'s business, so this takes seconds. */
export async function build() {
  const sources = hashSources();
  const before = existsSync(STAMP) ? JSON.parse(readFileSync(STAMP, 'utf8')) : {};
  if (same(before, sources)) return;

  console.log('Building …');
  // What a deleted source left behind would be found by whoever reads a folder.
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  await compile(Object.keys(sources).filter((path) => SOURCE.test(path)));
  writeFileSync(STAMP, JSON.stringify(sources));
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
