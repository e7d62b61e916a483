import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const filesIn = (folder: string, name: RegExp): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const PAGES = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...filesIn('docs', /\.md$/)];

/** Parameters of a path have other names in a guide than in the code. */
const shapeOf = (path: string) =>
  path
    .replace(/^\/|\/$/g, '')
    .replaceAll(/\{\w+\}|\$\w+|:\w+/g, '{}')
    .split(/[?#]/, 1)[0] ?? '';

/** Every path of the api, as its controllers name them. */
function doors(): Set<string> {
  const paths = filesIn('apps/api', /\.controller\.ts$/).flatMap((path) => {
    const source = textOf(path);
    const prefix = /@Controller\('([^']*)'\)/.exec(source)?.[1] ?? '';
    return [...source.matchAll(/@(?:Get|Post|Put|Delete)\((?:'([^']*)')?\)/g)].map(
      ([, rest = '']) => shapeOf(`${prefix}/${rest}`),
    );
  });
  return new Set(paths);
}

it.each(PAGES)('%s links to what is there', (page) => {
  const targets = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to);
  const local = targets.filter((to) => !/^(?:https?:|#)/.test(to));
  const missing = local.filter(
    (to) => !existsSync(join(ROOT, dirname(page), to.split('#')[0] ?? '')),
  );
  expect(missing).toEqual([]);
});

/** Who types what a guide says must not be told that there is no such thing. */
it('names only paths of the api and scripts that exist', () => {
  const known = doors();
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
  expect(known.size).toBeGreaterThan(30);
  const named = PAGES.flatMap((page) =>
    [...textOf(page).matchAll(/\/v1\/[\w/{}$.-]*[\w}]/g)].map(([path]) => ({ page, path })),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ path }) => !known.has(shapeOf(path)))).toEqual([]);
  const run = PAGES.flatMap((page) =>
    [...textOf(page).matchAll(/npm run (?:--silent )?([\w-]+)/g)].map(([, name = '']) => name),
  );
  expect(run.filter((name) => !(name in scripts))).toEqual([]);
});
