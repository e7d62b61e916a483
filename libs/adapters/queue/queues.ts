/** The queues: `bulk` for long jobs, `webhooks` for slow receivers, so that neither delays a mail. */
export const QUEUES = ['events', 'bulk', 'webhooks'] as const;

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
  // They wait for others' servers, up to 15 s each.
  webhooks: { ...common, concurrency: 32 },
} as const satisfies Record<QueueName, object>;
