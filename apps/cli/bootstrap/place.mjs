import { mkdirSync, openSync, readFileSync, rmSync, writeSync, closeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The clone, wherever the command is called from. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

const CACHE = join(ROOT, '.cache');
const LOCK = join(CACHE, 'bootstrap.lock');
const POLL_MS = 200;

/** Runs `work` while no other command installs or builds in this clone; waits for one that does. */
export async function alone(work) {
  mkdirSync(CACHE, { recursive: true });
  let told = false;
  while (!take()) {
    if (!told) console.log('Another command is installing or building here; waiting for it …');
    told = true;
    await pause(POLL_MS);
  }
  try {
    await work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function take() {
  try {
    const file = openSync(LOCK, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (!isHeld()) rmSync(LOCK, { force: true });
  return false;
}

function isHeld() {
  try {
    const holder = Number(readFileSync(LOCK, 'utf8'));
    // Between its making and its filling the file is empty: a moment later it names its holder.
    return holder === 0 || isAlive(holder);
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
