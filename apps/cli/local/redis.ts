import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { LocalFault } from './local-fault.js';
import { freePort, HOST } from './ports.js';
import { askRedis } from './redis-ask.js';
import { findRedis, type NoRedis, type RedisProgram } from './redis-program.js';

const PORT_FIRST = 16_379;
const START_MS_MAX = 15_000;
const POLL_MS = 50;

/** A Redis to run the queue on. */
export interface Redis {
  readonly url: string;
  /** Loses everything, as a server that crashed and came back without its disk. */
  restartEmpty(): Promise<void>;
  /** Stops a server of our own; leaves a given one alone. */
  stop(): Promise<void>;
}

/** Where to look for one, and where its throw-away data go. */
export interface RedisOptions {
  /** REDIS_URL: that server is used, and the tests empty its database. */
  readonly url?: string | undefined;
  /** The folder of its data, removed by `restartEmpty` and `stop`. */
  readonly folder: string;
  /** The project's cache folder, where Debian's packages are unpacked once. */
  readonly cache: string;
}

/**
 * A Redis >= 7 for tests: the given one, else a `redis-server` on the PATH, else Debian's packages
 * unpacked into the cache without installing. It keeps an append-only file, as production does.
 */
export async function ensureRedis({ url, folder, cache }: RedisOptions): Promise<Redis | NoRedis> {
  if (url !== undefined) return given(url);
  const program = await findRedis(cache);
  if ('unavailable' in program) return program;

  const port = await freePort(PORT_FIRST + (process.pid % 1000));
  const start = () => startRedis(program, port, folder);
  let server = await start();
  return {
    url: `redis://${HOST}:${port}/0`,
    restartEmpty: async () => {
      await end(server, 'SIGKILL');
      await rm(folder, { recursive: true, force: true });
      server = await start();
    },
    stop: async () => {
      await end(server, 'SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function given(url: string): Promise<Redis> {
  await askRedis(url, ['PING']);
  return {
    url,
    restartEmpty: async () => {
      await askRedis(url, ['FLUSHDB']);
      await askRedis(url, ['CLIENT', 'KILL', 'TYPE', 'normal']);
    },
    stop: () => Promise.resolve(),
  };
}

async function startRedis(program: RedisProgram, port: number, folder: string) {
  await mkdir(folder, { recursive: true });
  const settings = ['--bind', HOST, '--port', String(port), '--dir', folder];
  const keeping = ['--save', '', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction'];
  const child = spawn(program.path, [...settings, ...keeping], {
    env: program.env,
    stdio: 'ignore',
    detached: true, // Ctrl-C reaches the tests, which stop it
  });
  await untilAnswers(child, port);
  return child;
}

async function untilAnswers(child: ChildProcess, port: number): Promise<void> {
  let failed: string | undefined;
  child.once('error', ({ message }) => (failed = message));
  child.once('exit', (code) => (failed = `it ended with ${String(code)}`));
  const until = Date.now() + START_MS_MAX;
  while (Date.now() < until && failed === undefined) {
    const answer = await askRedis(`redis://${HOST}:${port}`, ['PING']).catch(() => undefined);
    if (answer === '+PONG') return;
    await pause(POLL_MS);
  }
  child.kill('SIGKILL');
  throw new LocalFault(`Redis did not start on port ${port}: ${failed ?? 'it does not answer'}.`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}
