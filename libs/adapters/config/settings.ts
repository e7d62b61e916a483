import type { z } from 'zod';
import { type KeyNotes, SCHEMA } from './schema.js';

/** What is to be known of one key of the environment. */
export interface Setting extends KeyNotes {
  readonly key: string;
  readonly required: boolean;
  /** As it is written in the environment; undefined when there is none. */
  readonly fallback: string | undefined;
}

/** Every key of the environment, in the order of the schema that parses it. */
export const SETTINGS: readonly Setting[] = Object.entries(SCHEMA.shape).map(([key, rule]) =>
  settingOf(key, rule),
);

function settingOf(key: string, rule: z.ZodType): Setting {
  const unset = rule.safeParse(undefined);
  const fallback = unset.success
    ? (unset.data as string | number | boolean | undefined)
    : undefined;
  return {
    ...(rule.meta() as unknown as KeyNotes),
    key,
    required: !unset.success,
    fallback: fallback === undefined ? undefined : String(fallback),
  };
}
