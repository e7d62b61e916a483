import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ENVIRONMENT_BY_CHANNEL, type Environment, processEnvironment } from '#adapters/config';
import { LocalFault, reasonOf } from '../local/local-fault.js';

/** Lines of a log that are shown when an app ends by itself. */
const TAIL_LINES = 15;
const READY_WITHIN_MS = 30_000;
const POLL_MS = 50;
/** Longer than the apps themselves allow for draining. */
const STOP_WITHIN_MS = 30_000;

/** One of our apps as a process of its own. */
export class AppProcess {
  private readonly tail: string[] = [];
  private ended = false;
  private ready = false;
  /** Why the log cannot be written any more. */
  private unwritable: string | undefined;

  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
    readonly logFile: string,
  ) {}

  /**
   * Starts `dist/apps/<name>/main.js`, which waits for its environment. Ctrl-C does not reach it, so
   * that it can be stopped in order.
   */
  static start(name: string, root: string, logFolder: string): AppProcess {
    mkdirSync(logFolder, { recursive: true });
    const logFile = join(logFolder, `${name}.log`);
    const child = spawn(process.execPath, [join(root, 'dist', 'apps', name, 'main.js')], {
      cwd: root,
      env: { ...processEnvironment(), [ENVIRONMENT_BY_CHANNEL]: '1' },
      detached: true,
      // The channel closes when we die, which tells the app to stop.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const app = new AppProcess(name, child, logFile);
    const log = createWriteStream(logFile, { flags: 'a' });
    // Without its log nobody would know what goes wrong next, so the app ends with it.
    log.on('error', (error) => {
      app.unwritable ??= reasonOf(error) ?? error.message;
      child.kill('SIGTERM');
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (bytes: Buffer) => {
        log.write(bytes);
        app.notice(bytes.toString('utf8'));
      });
    child.once('exit', () => {
      app.ended = true;
    });
    return app;
  }

  /** Tells the app by what it is configured; it begins with that. */
  configure(environment: Environment): void {
    // An app that has ended is told of by whoever waits for it.
    if (this.child.connected) this.child.send(environment, () => undefined);
  }

  /** Waits until the app answers; throws with the end of its log when it ended instead. */
  async whenReady(answers: () => Promise<boolean>): Promise<void> {
    const until = Date.now() + READY_WITHIN_MS;
    while (!(await answers())) {
      if (this.ended) throw new LocalFault(this.obituary('ended'));
      if (Date.now() > until) throw new LocalFault(this.obituary('did not get ready in time'));
      await pause(POLL_MS);
    }
  }

  /** Whether the app has said that it is ready. */
  get saidReady(): boolean {
    return this.ready;
  }

  /** Calls back when the app ends without having been stopped. */
  onEnd(callback: (why: string) => void): void {
    this.child.once('exit', () => {
      callback(this.obituary('ended'));
    });
  }

  /** SIGTERM, then SIGKILL for one that does not end. */
  async stop(): Promise<void> {
    if (this.ended) return;
    this.child.removeAllListeners('exit');
    const exited = new Promise<void>((resolve) => {
      this.child.once('exit', () => {
        resolve();
      });
    });
    this.child.kill('SIGTERM');
    const killing = setTimeout(() => this.child.kill('SIGKILL'), STOP_WITHIN_MS);
    await exited;
    clearTimeout(killing);
    this.ended = true;
  }

  private notice(text: string): void {
    if (text.includes('ready') || text.includes('listening')) this.ready = true;
    this.tail.push(...text.split('\n').filter(Boolean));
    this.tail.splice(0, Math.max(0, this.tail.length - TAIL_LINES));
  }

  private obituary(what: string): string {
    if (this.unwritable !== undefined)
      return `The ${this.name} ${what}, as its log ${this.logFile} cannot be written: ${this.unwritable}.`;
    const lines = this.tail.map((line) => `  ${line}`).join('\n');
    return `The ${this.name} ${what}; its log ${this.logFile} closes with:\n${lines}`;
  }
}
