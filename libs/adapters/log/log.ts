import {
  type DestinationStream,
  type Logger,
  type LoggerOptions,
  pino,
  stdTimeFunctions,
} from 'pino';
import pretty from 'pino-pretty';
import { describeError, HIDDEN, hideFields, hideShapes, TOP_FIELDS } from './hide.js';

/** A logger: `log.info({ field }, 'what happened')`. */
export type Log = Logger;

/** How lines are written, from the configuration. */
export interface LogSettings {
  readonly app: string;
  readonly level: string;
  readonly pretty: boolean;
}

/** What a line says of the call that it belongs to. */
export interface CallBindings {
  readonly requestId: string;
  readonly tenantId?: string | undefined;
}

/**
 * The log of a process, on standard output unless told otherwise; written at once, so that the
 * last line before a crash is there.
 */
export function createLog(settings: LogSettings, to?: DestinationStream): Log {
  const stream =
    to ?? (settings.pretty ? prettyStream() : pino.destination({ dest: 1, sync: true }));
  return pino(optionsOf(settings), stream);
}

/** The same log, each line of which names the call and its tenant. */
export function logOfCall(log: Log, { requestId, tenantId }: CallBindings): Log {
  return log.child({ requestId, ...(tenantId === undefined ? {} : { tenantId }) });
}

function optionsOf({ app, level }: LogSettings): LoggerOptions {
  return {
    level,
    base: { app },
    timestamp: stdTimeFunctions.isoTime,
    formatters: {
      level: (label) => ({ level: label }),
      log: (fields) => hideFields(fields) as Record<string, unknown>,
    },
    serializers: {
      err: describeError,
      error: describeError,
      req: describeRequest,
      res: describeAnswer,
    },
    // pino passes a child's bindings through no formatter: these see to their first level.
    redact: { paths: [...TOP_FIELDS], censor: HIDDEN },
    hooks: { streamWrite: hideShapes },
  };
}

const prettyStream = () =>
  pretty({
    sync: true,
    colorize: process.stdout.isTTY,
    ignore: 'pid,hostname,app',
    singleLine: true,
  });

/** The query is left out: people put personal data there. */
const describeRequest = (request: { readonly method?: string; readonly url?: string }) => ({
  method: request.method,
  path: request.url?.split('?', 1)[0],
});

const describeAnswer = (answer: { readonly statusCode?: number }) => ({
  status: answer.statusCode,
});
