import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Environment } from '#adapters/config';

const READY_WITHIN_MS = 30_000;
const POLL_MS = 50;
const ROOT = join(import.meta.dirname, '..', '..', '..');

/** How a program of ours is run. */
export interface Running {
  /** Under `dist`. */
  readonly program: string;
  readonly name: string;
  readonly environment: Environment;
  readonly logFolder: string;
  readonly args?: readonly string[];
  readonly profile?: string | undefined;
}

/** A program of ours in a process of its own, its log a file that it writes itself. */
export class BenchProcess {
  private static readonly all = new Set<BenchProcess>();

  private readonly exited: Promise<void>;
  private ended = false;

  private constructor(
    readonly child: ChildProcess,
    private readonly log: string,
  ) {
    this.exited = new Promise((resolve) => {
      child.once('exit', () => {
        this.ended = true;
        resolve();
      });
    });
  }

  static start({
    program,
    name,
    environment,
    logFolder,
    args = [],
    profile,
  }: Running): BenchProcess {
    mkdirSync(logFolder, { recursive: true });
    const path = join(logFolder, `${name}.log`);
    const log = openSync(path, 'a');
    const profiled = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
    const child = spawn(process.execPath, [...profiled, join(ROOT, 'dist', program), ...args], {
      cwd: ROOT,
      env: { ...environment },
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    const started = new BenchProcess(child, path);
    BenchProcess.all.add(started);
    return started;
  }

  /** Stops whatever still runs. */
  static async stopAll(): Promise<void> {
    await Promise.all([...BenchProcess.all].map((one) => one.stop()));
  }

  /** Waits until it answers; throws with the end of its log when it ended instead. */
  async whenReady(answers: () => Promise<boolean>): Promise<void> {
    const until = Date.now() + READY_WITHIN_MS;
    while (!(await answers())) {
      if (this.ended || Date.now() > until)
        throw new Error(`A process did not get ready:\n${this.said().slice(-2000)}`);
      await pause(POLL_MS);
    }
  }

  /** Its log so far. */
  said(): string {
    return readFileSync(this.log, 'utf8');
  }

  /** Asks it something over its channel and waits for the one answer. */
  ask<Answer>(question: object): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const died = (): void => {
        reject(new Error(`A process ended:\n${this.said().slice(-2000)}`));
      };
      this.child.once('exit', died);
      this.child.once('message', (answer) => {
        this.child.off('exit', died);
        resolve(answer as Answer);
      });
      this.child.send(question);
    });
  }

  /** Asks it to end, and waits. */
  async stop(): Promise<void> {
    if (!this.ended) this.child.kill('SIGTERM');
    await this.exited;
  }
}

/** Whether a URL answers with success. */
export const answers = (url: string) => () =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
