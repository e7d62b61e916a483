import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Log } from '#adapters/log';

/** How long requests in flight may take to end once the process is told to stop. */
const DRAIN_MS = 25_000;
const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** Where an app listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * Listens until SIGTERM or SIGINT: then accepts no more, lets requests in flight end, breaks off
 * uploads that nobody sends any more, closes the pools and exits with 0; with 1 when that takes
 * longer than 25 seconds.
 *
 * A port that is taken ends the process with 1 and a message that says what to do.
 */
export async function serve(
  app: NestFastifyApplication,
  { host, port }: Address,
  log: Log,
): Promise<void> {
  app.enableShutdownHooks([...SIGNALS], { useProcessExit: true });
  for (const signal of SIGNALS)
    process.once(signal, () => {
      log.info({ signal }, 'stopping: requests in flight may end');
      setTimeout(() => {
        log.error('requests did not end in time');
        process.exit(1);
      }, DRAIN_MS).unref();
    });
  try {
    await app.listen({ host, port });
  } catch (fault) {
    if (!isPortTaken(fault)) throw fault;
    log.fatal({ host, port }, 'the port is taken: stop what listens there, or choose another');
    process.exit(1);
  }
  log.info({ host, port }, 'listening');
}

const isPortTaken = (fault: unknown) =>
  fault instanceof Error && 'code' in fault && fault.code === 'EADDRINUSE';
