import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { handlerFaults } from '#audit';
import { ALL_HANDLED, ALL_HANDLERS } from '#catalogue';
import { PROBLEMS } from '#words';
import { doorStatuses } from '../../apps/cli/fresh/door-statuses.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Whoever waits for a mail: an event that nobody handles waits in the outbox for ever. */
it('has a handler for every handled event, and an event for every handler', () => {
  expect(ALL_HANDLERS.length).toBeGreaterThan(5);
  expect(handlerFaults(ALL_HANDLED, ALL_HANDLERS)).toEqual([]);
  expect(handlerFaults([...ALL_HANDLED, 'nobody.cares'], ALL_HANDLERS)).toHaveLength(1);
});

/** A reader who opens a folder: one sentence says what it is for. */
it('says in one sentence what each lib is for', () => {
  const libs = [...foldersOf('libs').filter((name) => name !== 'adapters'), ...adapters()];
  expect(libs.length).toBeGreaterThan(20);
  const faults = libs.filter((lib) => {
    const file = join(ROOT, 'libs', lib, 'README.md');
    const text = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
    return !/^[A-Z][^\n]*[.]$/.test(text) || /[.!?] [A-Z]/.test(text);
  });
  expect(faults).toEqual([]);
});

const foldersOf = (path: string): string[] =>
  readdirSync(join(ROOT, path)).filter((name) => statSync(join(ROOT, path, name)).isDirectory());
const adapters = () => foldersOf('libs/adapters').map((name) => `adapters/${name}`);

const FOLDERS = ['apps', 'libs'];
/** What pages say of refusals of their own: `'code': 'error.…'`, ids whose words the types check. */
const OF_PAGES = /'([a-z-]+)': 'error\.[a-z-]+'/g;

/** A borrower or a client who is refused: each refusal has its words, in both languages. */
it('has a sentence in both languages for every code that a door answers with', () => {
  const codes = [...doorStatuses(ROOT, ['apps', 'libs/adapters/http', 'libs/tenancy']).keys()];
  const answered = codes.filter((code) => code.includes('-'));
  expect(answered.length).toBeGreaterThan(60);
  const ofPages = sourcesBelow('apps/portal/http').flatMap((text) =>
    [...text.matchAll(OF_PAGES)].map(([, code]) => code),
  );
  expect(ofPages.length).toBeGreaterThan(3);
  const unsaid = answered.filter((code) => !(code in PROBLEMS) && !ofPages.includes(code));
  expect(unsaid).toEqual([]);
  for (const [code, { en, zh }] of Object.entries(PROBLEMS)) {
    expect([code, en]).toEqual([code, expect.stringMatching(/^[A-Z].*[.]$/s)]);
    expect([code, zh]).toEqual([code, expect.stringMatching(/\p{Script=Han}.*。$/su)]);
  }
});

/** A translator, whose work nobody would ever read. */
it('has no sentence for a code that nobody answers with', () => {
  const code = FOLDERS.flatMap(sourcesBelow).join('\n');
  const orphans = Object.keys(PROBLEMS).filter((one) => !code.includes(`'${one}'`));
  expect(orphans).toEqual([]);
});

const sourcesBelow = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .filter(({ name, parentPath }) => !name.includes('.spec.') && !/libs.words/.test(parentPath))
    .map(({ name, parentPath }) => readFileSync(join(parentPath, name), 'utf8'));
