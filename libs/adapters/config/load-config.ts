import { err, ok, type Result } from '#kernel';
import type { z } from 'zod';
import { productionFaults } from './production-faults.js';
import { SCHEMA } from './schema.js';

/** What an app is told by its environment; every key as in `.env.example`. */
export type Config = z.infer<typeof SCHEMA> & {
  readonly API_PUBLIC_URL: string;
  readonly PORTAL_PUBLIC_URL: string;
  readonly LOG_PRETTY: boolean;
};

/** What `npm start` is told before it has made the rest itself. */
export type StartConfig = z.infer<typeof START_SCHEMA>;

/** Where the values come from; an empty value counts as unset. */
export type Environment = Readonly<Record<string, string | undefined>>;

const START_SCHEMA = SCHEMA.partial({
  DATABASE_URL: true,
  CONTROL_URL: true,
  RELAY_URL: true,
  QUEUE_URL: true,
  SMTP_URL: true,
  PEPPER: true,
  STAFF_JWT_SECRET: true,
});

/** The environment of this process: the one place that reads it. */
export const processEnvironment = (): Environment => process.env;

/** Reads an app's settings, or lists every fault at once; a fault never repeats a value. */
export function loadConfig(env: Environment): Result<Config, readonly string[]> {
  const given = withoutEmpty(env);
  const parsed = SCHEMA.safeParse(given);
  const faults = [...faultsOf(parsed.error), ...productionFaults(given)];
  if (!parsed.success || faults.length > 0) return err(faults);

  const { data } = parsed;
  return ok({
    ...data,
    API_PUBLIC_URL: data.API_PUBLIC_URL ?? `http://localhost:${data.API_PORT}`,
    PORTAL_PUBLIC_URL: data.PORTAL_PUBLIC_URL ?? `http://localhost:${data.PORTAL_PORT}`,
    LOG_PRETTY: data.LOG_PRETTY ?? data.NODE_ENV === 'development',
  });
}

/** Reads what `npm start` may be told; what it makes itself (addresses, secrets) may be unset. */
export function loadStartConfig(env: Environment): Result<StartConfig, readonly string[]> {
  const parsed = START_SCHEMA.safeParse({ NODE_ENV: 'development', ...withoutEmpty(env) });
  return parsed.success ? ok(parsed.data) : err(faultsOf(parsed.error));
}

function withoutEmpty(env: Environment): Record<string, string> {
  const given = Object.entries(env).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(given) as Record<string, string>;
}

function faultsOf(error: z.ZodError | undefined): string[] {
  return (error?.issues ?? []).map((issue) => {
    const missing = issue.code === 'invalid_type' && issue.message.includes('undefined');
    return `${issue.path.join('.')}: ${missing ? 'is not set' : issue.message}`;
  });
}
