import { createPostgresBackend, createRedisBackend, setDefaultBackendFactory } from 'bullmq';

/** Where the queues live. */
export interface QueueOptions {
  /** PostgreSQL, as the role of the queue. */
  readonly queueUrl: string;
  /** Redis; when given, the queues live there and PostgreSQL holds none. */
  readonly redisUrl?: string | undefined;
}

/** The schema that BullMQ's own migrations make. */
export const QUEUE_SCHEMA = 'bullmq';
/** Connections of one queue or worker object; its LISTEN connection comes on top. */
const CONNECTIONS_MAX = 3;

/**
 * Chooses the backend of every queue and worker of this process, and gives its connection.
 *
 * BullMQ's decorator-made workers can be told of a backend only by this process-wide default.
 */
export function chooseBackend({ queueUrl, redisUrl }: QueueOptions): Record<string, unknown> {
  if (redisUrl !== undefined) {
    setDefaultBackendFactory(createRedisBackend);
    return { url: redisUrl };
  }
  setDefaultBackendFactory(createPostgresBackend);
  return {
    connectionString: queueUrl,
    schema: QUEUE_SCHEMA,
    migrate: false,
    max: CONNECTIONS_MAX,
    application_name: 'assay queue',
  };
}
