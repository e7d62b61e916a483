import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { testEnvironment } from './environment.js';
import { until } from './harness.js';

/** An app beside those that all tests share: its test may set it up otherwise, stop it, read its log. */
export interface OwnApp {
  readonly url: string;
  /** What it has logged so far. */
  said(): string;
  /** Sends the signal and waits for the end; gives the exit code, null after a kill. */
  end(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

const started = new Set<ChildProcess>();

/** Ends all that this test file started and did not end; call after all. */
export async function endOwnApps(): Promise<void> {
  await Promise.all([...started].map((app) => end(app, 'SIGKILL')));
}

/** Starts an app on the tests' database and waits until it listens, a worker until it works. */
export async function startOwnApp(
  name: 'api' | 'portal' | 'worker',
  settings: Readonly<Record<string, string>> = {},
): Promise<OwnApp> {
  const port = String(await freePort());
  const url = `http://localhost:${port}`;
  const prefix = name.toUpperCase();
  const main = join(import.meta.dirname, '..', '..', 'dist', 'apps', name, 'main.js');
  const app = spawn(process.execPath, [main], {
    env: {
      ...testEnvironment().environment,
      [`${prefix}_PORT`]: port,
      [`${prefix}_PUBLIC_URL`]: url,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.add(app);
  let said = '';
  for (const stream of [app.stdout, app.stderr])
    stream.on('data', (text: Buffer) => (said += text.toString()));
  await until(`the ${name} to begin`, () => {
    if (app.exitCode !== null) throw new Error(`The ${name} ended: ${said}`);
    return Promise.resolve(said.includes(name === 'worker' ? 'worker ready' : 'listening'));
  });
  return { url, said: () => said, end: (signal = 'SIGTERM') => end(app, signal) };
}

async function end(app: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (app.exitCode !== null || app.signalCode !== null) return app.exitCode;
  const exited = once(app, 'exit');
  app.kill(signal);
  const [code] = (await exited) as [number | null];
  return code;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
