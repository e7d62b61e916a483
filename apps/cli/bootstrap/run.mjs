import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ROOT } from './place.mjs';

/** From the terminal and from npm one Ctrl-C arrives twice; within this it is the same one. */
const ONE_KEYPRESS_MS = 500;
const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs Node in the clone and gives its exit code, 128 + n when signal n ended it.
 *
 * It runs in a group of its own, so that each signal reaches it once, from here, and this process
 * waits until it has stopped everything in order. A command that reads the terminal shares it.
 */
export function runNode(args, { sharesTerminal = false, env = process.env } = {}) {
  const child = startNode(args, { detached: !sharesTerminal, env });
  return new Promise((resolve, reject) => {
    const stopPassing = passSignals(child);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      stopPassing();
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/**
 * Starts Node in the clone on this process's input and output. The channel closes when we die,
 * whatever killed us, which tells the command to stop.
 */
export const startNode = (args, { detached, env = process.env }) =>
  spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached,
    env,
  });

function passSignals(child) {
  const last = {};
  const handlers = PASSED_ON.map((signal) => {
    const pass = () => {
      const now = performance.now();
      if (now - (last[signal] ?? -ONE_KEYPRESS_MS) >= ONE_KEYPRESS_MS) child.kill(signal);
      last[signal] = now;
    };
    process.on(signal, pass);
    return [signal, pass];
  });
  return () => handlers.forEach(([signal, pass]) => process.off(signal, pass));
}
