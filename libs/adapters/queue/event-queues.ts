import type { BulkJobOptions, Queue } from 'bullmq';
import { eventJobId, type QueuedEvent } from './event-job.js';
import { QUEUES, type QueueName } from './queues.js';

/** Tries in a row before a job is dropped; the outbox sends it again later. */
const ATTEMPTS = 5;
const BACKOFF_MS = 500;

/** Nothing is kept of a job that has ended: what ended well is confirmed, the rest is sent anew. */
const JOB_OPTIONS = {
  attempts: ATTEMPTS,
  backoff: { type: 'exponential', delay: BACKOFF_MS },
  removeOnComplete: true,
  removeOnFail: true,
} satisfies BulkJobOptions;

/** Puts events into the queues. */
export class EventQueues {
  constructor(private readonly queues: Readonly<Record<QueueName, Queue>>) {}

  /** Adds what is not waiting or running already; all are durable in the backend when it returns. */
  async add(events: readonly QueuedEvent[]): Promise<void> {
    for (const name of QUEUES) {
      const jobs = events.filter(({ queue }) => queue === name).map(({ job }) => job);
      if (jobs.length > 0)
        await this.queues[name].addBulk(
          jobs.map((data) => ({
            name: data.action,
            data,
            opts: { ...JOB_OPTIONS, jobId: eventJobId(data) },
          })),
        );
    }
  }
}
