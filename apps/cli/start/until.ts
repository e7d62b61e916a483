import { setTimeout as pause } from 'node:timers/promises';
import { LocalFault } from '../local/local-fault.js';

const POLL_MS = 100;
const WAIT_MS = 300_000;

/** Asks again and again until the answer is yes; throws when it takes too long. */
export async function until(what: string, done: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + WAIT_MS;
  while (!(await done())) {
    if (Date.now() > end) throw new LocalFault(`Waited ${String(WAIT_MS / 1000)} s for ${what}`);
    await pause(POLL_MS);
  }
}
