export type { QueueOptions } from './backend.js';
export { EventJob, eventJobId, malformed, parseEventJob, type QueuedEvent } from './event-job.js';
export { EventQueues } from './event-queues.js';
export { migrateQueue } from './migrate-queue.js';
export { QueueHealth } from './queue-health.js';
export { QueueModule } from './queue.module.js';
export { type QueueName, QUEUES, WORKER_OPTIONS } from './queues.js';
export type { Sweep, SweepRegistration } from './sweep.js';
