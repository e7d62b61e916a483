import { setTimeout as pause } from 'node:timers/promises';
import { WorkerHost } from '@nestjs/bullmq';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Log } from '#adapters/log';
import type { Job } from 'bullmq';
import type { HandleEvent } from './handle-event.js';

/** How long running jobs may take to end at a shutdown; what is cut off is delivered again. */
const FINISH_MS = 20_000;

/** What the processors of all queues have in common: framework's inheritance, nothing else. */
export abstract class EventWorker
  extends WorkerHost
  implements OnApplicationBootstrap, BeforeApplicationShutdown
{
  constructor(
    private readonly handleEvent: HandleEvent,
    private readonly log: Log,
  ) {
    super();
  }

  /** Handles one event by one handler. */
  async process(job: Job<unknown>): Promise<void> {
    await this.handleEvent.execute(job);
  }

  /** Without listeners a lost connection would end the process. */
  onApplicationBootstrap(): void {
    const queue = this.worker.name;
    this.worker.on('error', (err) => this.log.error({ err, queue }, 'queue fault'));
    this.worker.on('stalled', (job) => this.log.warn({ queue, job }, 'job stalled'));
    this.worker.on('failed', (job, err) =>
      this.log.warn({ err, queue, job: job?.id, attempt: job?.attemptsMade }, 'job failed'),
    );
  }

  /** Takes no more jobs and lets the running ones finish, while the database is still there. */
  async beforeApplicationShutdown(): Promise<void> {
    const closed = this.worker.close();
    const cut = pause(FINISH_MS, 'cut' as const, { ref: false });
    if ((await Promise.race([closed, cut])) === 'cut') {
      this.log.warn({ queue: this.worker.name }, 'jobs cut off; they will be delivered again');
      await this.worker.close(true);
    }
  }
}
