import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './place.mjs';
import { runNode } from './run.mjs';

/** What Jest found, for whoever reports it on. */
const RESULTS = join(ROOT, '.cache', 'test-results.json');

/**
 * Runs Jest with its arguments; then names what was skipped, a line each, and counts. Under
 * REQUIRE_ALL=1 a skip is a failure. The last line is always `N passed, N failed, N skipped`.
 */
export async function runTests(args) {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  rmSync(RESULTS, { force: true });
  const code = await runNode([
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join('node_modules', 'jest', 'bin', 'jest.js'),
    '--json',
    `--outputFile=${RESULTS}`,
    ...args,
  ]);
  return report(code);
}

function report(code) {
  const results = readResults();
  if (!results) {
    console.log('Jest stopped before it could say what it found.');
    console.log('0 passed, 1 failed, 0 skipped');
    return code === 0 ? 1 : code;
  }
  const skipped = skippedOf(results);
  const mustAll = process.env.REQUIRE_ALL === '1';
  for (const name of skipped) console.log(`skipped: ${name}`);
  if (skipped.length > 0 && mustAll) console.log('REQUIRE_ALL=1: what is skipped has failed.');
  // A file that does not even load has no tests to fail.
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  console.log(`${results.numPassedTests} passed, ${failed} failed, ${skipped.length} skipped`);
  if (code !== 0) return code;
  return failed > 0 || (mustAll && skipped.length > 0) ? 1 : 0;
}

function readResults() {
  try {
    return JSON.parse(readFileSync(RESULTS, 'utf8'));
  } catch {
    return undefined;
  }
}

/** A test that was filtered out by name on the command line was not skipped, but not asked for. */
function skippedOf({ testResults }) {
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'pending' || status === 'todo' || status === 'skipped')
    .map(({ fullName }) => fullName);
}
