import { fileURLToPath } from 'node:url';
import { PROBLEMS } from '#words';
import { doorStatuses } from '../../apps/cli/fresh/door-statuses.js';
import { generatedFiles, staleFiles } from '../../apps/cli/fresh/generated.js';
import { API_SOURCES } from '../../apps/cli/fresh/problems-page.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Who reads the reference must read what the code does today. */
it('keeps every file that is made from the code as the code says', async () => {
  const stale = await staleFiles(ROOT, generatedFiles(ROOT));
  expect(stale.map(({ path }) => path)).toEqual([]);
});

/** A client that compares codes finds each in the reference, with a sentence in both languages. */
it('finds a sentence for every code that the api answers with', () => {
  const statuses = doorStatuses(ROOT, API_SOURCES);
  const answered = [...statuses.keys()].filter((code) => code.includes('-'));
  expect(answered.length).toBeGreaterThan(50);
  // The staff's pages tell of a foreign form in a sentence of their own.
  const ofPages = ['form-foreign'];
  expect(answered.filter((code) => !(code in PROBLEMS))).toEqual(ofPages);
});
