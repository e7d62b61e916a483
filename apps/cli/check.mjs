/**
 * `npm run check`: format, lint, types, direction, dead code, generated files. Needs no service.
 *
 * All run two at a time, the slowest first; each prints only when it has something to say. Named
 * as arguments, only those run.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const AT_ONCE = 2;
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const ROOMS = ['apps', 'libs', 'test', 'bench'].filter((room) => existsSync(join(ROOT, room)));

const bin = (path, ...args) => [join(ROOT, 'node_modules', path), ...args];
/** Unchanged files are not looked at again; a fresh clone, as in CI, has no cache to be wrong. */
const LINT = [
  '--max-warnings=0',
  '--cache',
  '--cache-location=.cache/eslint',
  '--cache-strategy=content',
];
const CHECKS = [
  ['lint', bin('eslint/bin/eslint.js', ...LINT, '.')],
  ['types', bin('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json')],
  [
    'direction',
    bin('dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.mjs'),
  ],
  // Builds first, where the build is not of these sources.
  ['fresh', [join(ROOT, 'apps/cli/bootstrap.mjs'), 'cli', 'fresh', '--check']],
  ['dead code', bin('knip/bin/knip.js', '--no-progress')],
  ['format', bin('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')],
];

function run([name, args]) {
  const started = performance.now();
  const all = name === 'direction' ? [...args, ...ROOMS] : args;
  return new Promise((resolve) => {
    const child = spawn(process.execPath, all, { cwd: ROOT });
    let said = '';
    child.stdout.on('data', (text) => (said += text));
    child.stderr.on('data', (text) => (said += text));
    child.on('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
      if (code !== 0) console.log(said.trimEnd());
      resolve(code === 0);
    });
  });
}

const named = process.argv.slice(2);
const waiting = CHECKS.filter(([name]) => named.length === 0 || named.includes(name));
let failed = 0;
async function lane() {
  for (let next = waiting.shift(); next; next = waiting.shift()) if (!(await run(next))) failed++;
}
await Promise.all(Array.from({ length: AT_ONCE }, lane));
process.exitCode = failed === 0 ? 0 : 1;
