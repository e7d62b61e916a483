import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Stop } from './explain.mjs';
import { ROOT } from './place.mjs';

const STAMP = join(ROOT, 'node_modules', '.assay-install.json');

/** Installs what the lock file says: for `run` without, for `full` with what only tests need. */
export async function install(mode) {
  const lock = lockHash();
  if (isInstalled(lock, mode)) return;

  console.log(
    'Installing the packages of package-lock.json (half a minute, the first time more) …',
  );
  const done = spawnSync(...npm(mode), { cwd: ROOT, stdio: 'inherit', env: npmEnvironment() });
  if (done.error)
    throw new Stop(`npm could not be run (${done.error.message}). Is it on the PATH?`);
  if (done.status !== 0)
    throw new Stop(
      `npm ci failed with code ${done.status ?? done.signal}; what it said is above. ` +
        'Check the network and the disk and run this again: it goes on from what is cached.',
    );
  writeFileSync(STAMP, JSON.stringify({ lock, mode }));
}

/** Of the lock file and the machine: binaries of one system are of no use on another. */
function lockHash() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  return hash.update(readFileSync(join(ROOT, 'package-lock.json'))).digest('hex');
}

function isInstalled(lock, mode) {
  if (!existsSync(STAMP)) return false;
  const stamp = JSON.parse(readFileSync(STAMP, 'utf8'));
  return stamp.lock === lock && (stamp.mode === mode || stamp.mode === 'full');
}

/** `npm ci`, with the very npm that called us where one did. */
function npm(mode) {
  const args = [
    'ci',
    mode === 'full' ? '--include=dev' : '--omit=dev',
    // The links inside the PostgreSQL package are made by its script.
    '--ignore-scripts=false',
    '--loglevel=error',
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
