import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './place.mjs';
import { runNode } from './run.mjs';
import { hasFailed, lineOf, summaryOf } from './summary.mjs';

/** What Jest found, for whoever reports it on. */
const RESULTS = join(ROOT, '.cache', 'test-results.json');

/**
 * Runs Jest with its arguments; then names what was skipped, a line each, and counts: the last
 * line is always `N passed, N failed, N skipped`.
 */
export async function runTests(args) {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  rmSync(RESULTS, { force: true });
  const code = await runNode([
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join('node_modules', 'jest', 'bin', 'jest.js'),
    '--maxWorkers=2',
    '--json',
    `--outputFile=${RESULTS}`,
    ...args,
  ]);
  const summary = summaryOf(RESULTS);
  for (const name of summary.skipped) console.log(`skipped: ${name}`);
  if (hasFailed({ ...summary, failed: 0 })) console.log('REQUIRE_ALL=1: a skip is a failure.');
  console.log(lineOf(summary));
  return code === 0 && hasFailed(summary) ? 1 : code;
}
