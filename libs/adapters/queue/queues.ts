/** The queues: `bulk` for long jobs, so that they never delay a mail. */
export const QUEUES = ['events', 'bulk'] as const;

/** The name of a queue. */
export type QueueName = (typeof QUEUES)[number];

/** Redelivery after a killed worker takes about two of these. */
const LOCK_MS = 5_000;
/** A job whose worker died this often is given up and comes back from the outbox, later. */
const STALLED_MAX = 10;

const common = {
  lockDuration: LOCK_MS,
  stalledInterval: LOCK_MS,
  maxStalledCount: STALLED_MAX,
} as const;

/** How a worker process takes jobs of each queue; a decorator takes constants only. */
export const WORKER_OPTIONS = {
  events: { ...common, concurrency: 8 },
  bulk: { ...common, concurrency: 2 },
} as const satisfies Record<QueueName, object>;
