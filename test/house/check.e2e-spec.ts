import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Who reads the api's document or the reference must read what the code does today. */
it('has `npm run check` look at the generated files, the api’s document too', () => {
  const said = execFileSync(process.execPath, ['apps/cli/check.mjs', 'fresh'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(said).toMatch(/^ok {5}fresh \([\d.]+ s\)\n$/);
});
