import { fileURLToPath } from 'node:url';
import { PROBLEMS } from '#words';
import { doorStatuses } from '../../apps/cli/fresh/door-statuses.js';
import { staleFiles } from '../../apps/cli/fresh/generated.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Who reads the reference must read what the code does today. */
it('keeps every file that is made from the code as the code says', async () => {
  const stale = await staleFiles(ROOT);
  expect(stale.map(({ path }) => path)).toEqual([]);
});

/** A client that compares codes finds each in the reference, with a sentence in both languages. */
it('finds a sentence for every code that the api answers with', () => {
  const statuses = doorStatuses(ROOT, ['apps/api', 'libs/adapters/http']);
  const answered = [...statuses.keys()].filter((code) => code.includes('-'));
  expect(answered.length).toBeGreaterThan(50);
  expect(answered.filter((code) => !(code in PROBLEMS))).toEqual([]);
});
