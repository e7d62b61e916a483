import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What Jest found, as its JSON file says it; a run that left no file has failed as a whole. */
export function summaryOf(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: [] };
  const results = JSON.parse(readFileSync(file, 'utf8'));
  return {
    passed: results.numPassedTests,
    // A file that does not even load has no tests to fail.
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    skipped: results.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => ['pending', 'todo', 'skipped', 'disabled'].includes(status))
      .map(({ fullName }) => fullName),
  };
}

/** The one line that every run of the tests ends with. */
export const lineOf = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped.length} skipped`;

/** Under REQUIRE_ALL=1 a skip is a failure. */
export const hasFailed = ({ failed, skipped }) =>
  failed > 0 || (process.env.REQUIRE_ALL === '1' && skipped.length > 0);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const summary = summaryOf(process.argv[2]);
  console.log(lineOf(summary));
  process.exitCode = hasFailed(summary) ? 1 : 0;
}
