import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StartReport } from '../../apps/cli/start/report.js';

const ROOT = join(import.meta.dirname, '..', '..');
const VARIABLES = [
  'API_PORT',
  'PORTAL_PORT',
  'WORKER_PORT',
  'MAIL_CATCHER_SMTP_PORT',
  'MAIL_CATCHER_PORT',
];

/** How a start ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A data folder and ports of a test's own. */
export interface Place {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  remove(): void;
}

/** A place for an installation that no other test knows. */
export async function newPlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-start-'));
  chmodSync(folder, 0o755); // PostgreSQL's own user passes through it
  const ports = await freePorts(VARIABLES.length);
  const chosen = VARIABLES.map((name, at) => [name, String(ports[at])] as const);
  return {
    folder,
    environment: { DATA_DIR: join(folder, 'data'), ...Object.fromEntries(chosen) },
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A start under way, as `npm start` runs it once all is installed and built. */
export class Start {
  private readonly out: string[] = [];
  private readonly faults: string[] = [];
  readonly ended: Promise<Ended>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (bytes: Buffer) => this.out.push(bytes.toString('utf8')));
    child.stderr?.on('data', (bytes: Buffer) => this.faults.push(bytes.toString('utf8')));
    this.ended = new Promise((resolve) => {
      child.once('close', (code) => {
        resolve({ code, stdout: this.out.join(''), stderr: this.faults.join('') });
      });
    });
  }

  /** Runs the command on nothing but the place's own environment; `under`: by this program. */
  static run(
    place: Place,
    args: readonly string[],
    own: Record<string, string> = {},
    under: readonly string[] = [],
  ): Start {
    const main = join(ROOT, 'dist', 'apps', 'cli', 'main.js');
    const path = process.env['PATH'] ?? '';
    const command = [...under, process.execPath, main, 'start', ...args];
    const child = spawn(command[0] ?? '', command.slice(1), {
      cwd: ROOT,
      env: { PATH: path, TMPDIR: tmpdir(), ...place.environment, ...own },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Start(child);
  }

  /** Resolves once the start has written this to its standard output. */
  async said(text: string): Promise<void> {
    while (!this.out.join('').includes(text)) {
      const over = await Promise.race([
        this.ended,
        new Promise<undefined>((more) => this.child.stdout?.once('data', () => more(undefined))),
      ]);
      if (over && !over.stdout.includes(text)) throw new Error(`It ended: ${over.stderr}`);
    }
  }

  /** What Ctrl-C does. */
  async interrupt(): Promise<Ended> {
    this.child.kill('SIGINT');
    return this.ended;
  }
}

/** What `--json FILE` wrote. */
export async function reportIn(file: string): Promise<StartReport> {
  return JSON.parse(await readFile(file, 'utf8')) as StartReport;
}

/** Holds a port until it is closed. */
export async function holdPort(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => holdPort(0)));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
