import type { Queue } from 'bullmq';

const ANSWER_MS = 2_000;

/** Whether the queue can be reached. */
export class QueueHealth {
  constructor(private readonly queue: Queue) {}

  /** Reads the queue's counts, on whichever backend; throws when that fails or takes too long. */
  async check(): Promise<void> {
    const counts = this.queue.getJobCounts('waiting', 'active');
    // A late failure after the time-out has its answer already.
    counts.catch(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('The queue does not answer')), ANSWER_MS);
    });
    try {
      await Promise.race([counts, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
