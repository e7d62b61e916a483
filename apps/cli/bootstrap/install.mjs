import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Stop } from './explain.mjs';
import { ROOT } from './place.mjs';

const MODULES = join(ROOT, 'node_modules');
/** npm's own list of what it has put there. */
const INSTALLED = join(MODULES, '.package-lock.json');
/** Which lock file, and for which system, was found to be installed whole. */
const STAMP = join(MODULES, '.assay-install.json');

/** Installs what the lock file says: for `run` without, for `full` with what only tests need. */
export async function install(mode) {
  const lock = lockHash();
  if (isStamped(lock, mode)) return;
  // Whoever has the development packages keeps them: `npm ci` would take them away.
  const wanted = mode === 'full' || hasDevelopment() ? 'full' : 'run';
  if (!isInstalled(wanted)) {
    refuseUnderRunning();
    runNpm(wanted);
  }
  writeFileSync(STAMP, JSON.stringify({ lock, mode: wanted }));
}

function runNpm(mode) {
  console.log(
    'Installing the packages of package-lock.json (half a minute, the first time more) …',
  );
  // What is right the lock file's hashes say: npm need not ask again for what it has kept.
  let done = spawnNpm(mode, ['--prefer-offline']);
  if (done.status > 0) {
    console.log('Once more, asking for everything anew …');
    done = spawnNpm(mode, []);
  }
  if (done.error)
    throw new Stop(`npm could not be run (${done.error.message}). Is it on the PATH?`);
  if (done.status !== 0)
    throw new Stop(
      `npm ci failed with code ${done.status ?? done.signal}; what it said is above. ` +
        'Check the network and the disk and run this again: it goes on from what is cached.',
    );
}

const spawnNpm = (mode, more) =>
  spawnSync(...npm(mode, more), { cwd: ROOT, stdio: 'inherit', env: npmEnvironment() });

/** `npm ci` takes all packages away first: from under a start that runs, and loads some later. */
function refuseUnderRunning() {
  const holder = dataFolders().map(holderOf).find(Boolean);
  if (holder)
    throw new Stop(
      `The packages are to be installed anew, and a start (process ${holder}) runs on them: ` +
        'stop it first, with Ctrl-C.',
    );
}

/** Where a start of this clone keeps its data; told apart by code that is not built yet. */
function dataFolders() {
  const { DATA_DIR } = process.env;
  const hash = createHash('sha256').update(ROOT).digest('hex').slice(0, 12);
  return DATA_DIR ? [resolve(ROOT, DATA_DIR)] : [join(ROOT, '.data'), `/var/tmp/assay-${hash}`];
}

/** The living process that holds the folder's lock; its file says `pid start-time`. */
function holderOf(folder) {
  try {
    const [pid, started] = readFileSync(join(folder, 'start.lock'), 'utf8').split(' ');
    process.kill(Number(pid), 0);
    if (process.platform !== 'linux') return pid;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const since = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return since === started ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Of the lock file and the machine: binaries of one system are of no use on another. */
function lockHash() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  return hash.update(readFileSync(join(ROOT, 'package-lock.json'))).digest('hex');
}

function isStamped(lock, mode) {
  if (!existsSync(STAMP)) return false;
  const stamp = JSON.parse(readFileSync(STAMP, 'utf8'));
  return stamp.lock === lock && (stamp.mode === mode || stamp.mode === 'full');
}

const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;

const hasDevelopment = () =>
  existsSync(INSTALLED) && Object.values(packagesOf(INSTALLED)).some(({ dev }) => dev);

/** Whether npm, run by hand, has already put there what the lock file asks of every system. */
function isInstalled(mode) {
  if (!existsSync(INSTALLED)) return false;
  const there = packagesOf(INSTALLED);
  return Object.entries(packagesOf(join(ROOT, 'package-lock.json'))).every(
    ([path, { version, dev, devOptional, optional }]) =>
      path === '' ||
      optional ||
      (mode === 'run' && (dev || devOptional)) ||
      there[path]?.version === version,
  );
}

/** `npm ci`, with the very npm that called us where one did. */
function npm(mode, more) {
  const args = [
    'ci',
    mode === 'full' ? '--include=dev' : '--omit=dev',
    // The links inside the PostgreSQL package are made by its script.
    '--ignore-scripts=false',
    '--loglevel=error',
    ...more,
  ];
  const caller = process.env.npm_execpath;
  if (caller && /npm-cli\.c?js$/.test(caller)) return [process.execPath, [caller, ...args]];
  return process.platform === 'win32' ? ['cmd', ['/c', 'npm', ...args]] : ['npm', args];
}

/** Without a home folder that can be written, npm keeps its cache in the clone. */
function npmEnvironment() {
  const env = { ...process.env };
  if (env.HOME === '') delete env.HOME;
  if (!env.npm_config_cache && !isWritable(env.HOME ?? homedir()))
    env.npm_config_cache = join(ROOT, '.cache', 'npm');
  return env;
}

function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
