import { type Job, UnrecoverableError } from 'bullmq';
import { z } from 'zod';
import type { QueueName } from './queues.js';

/** What a job says: an event in a cell, and who is to handle it. Ids, codes and counts only. */
export const EventJob = z.strictObject({
  cellId: z.int().nonnegative(),
  eventId: z.uuid(),
  action: z.string().min(1).max(100),
  handler: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
    .max(100),
  payload: z.record(z.string(), z.json()),
});

/** A job's data, parsed. */
export type EventJob = z.infer<typeof EventJob>;

/** A job and the queue it waits in. */
export interface QueuedEvent {
  readonly queue: QueueName;
  readonly job: EventJob;
}

/** One id for an event and its handler, so that a second sending adds nothing. BullMQ bars `:`. */
export const eventJobId = ({ eventId, handler }: Pick<EventJob, 'eventId' | 'handler'>): string =>
  `${eventId}.${handler}`;

/**
 * The data of a job taken from the queue.
 *
 * @throws UnrecoverableError that names the job and what is wrong with it, never its data
 */
export function parseEventJob(job: Pick<Job<unknown>, 'id' | 'data'>): EventJob {
  const parsed = EventJob.safeParse(job.data);
  if (parsed.success) return parsed.data;
  throw malformed(
    job,
    parsed.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`),
  );
}

/** A fault that no retry mends: the job is named, its data are not. */
export function malformed(
  job: Pick<Job<unknown>, 'id'>,
  faults: readonly string[],
): UnrecoverableError {
  return new UnrecoverableError(`Job ${job.id ?? 'without id'} is malformed: ${faults.join(', ')}`);
}
