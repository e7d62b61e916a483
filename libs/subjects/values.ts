import { z } from 'zod';

/** The most entries of any array of a cluster. */
const ENTRIES_MAX = 5000;
/** The longest text of a cluster, in UTF-16 units. */
const TEXT_MAX = 200;
/** The longest reference, in UTF-16 units. */
export const REFERENCE_MAX = 200;

const NUL = '\0';

/** Text of 1 to `max` UTF-16 units that PostgreSQL can keep: no NUL, no lone surrogate. */
export const plainText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((value) => !value.includes(NUL) && value.isWellFormed(), {
      error: 'must not contain NUL or a lone surrogate',
      params: { rule: 'bad-text' },
    });

/** A short text of a cluster. */
export const label = () => plainText(TEXT_MAX);

/** A mail address as it was given. */
export const emailAddress = () =>
  plainText(254).refine((value) => /^[^\s@]+@[^\s@]+$/.test(value), {
    error: 'must be a mail address',
    params: { rule: 'bad-format' },
  });

/** An ISO 4217 code. */
export const currencyCode = () => z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code');

/** A day, `YYYY-MM-DD`, that the calendar has. */
export const day = () => z.iso.date({ error: 'must be a day, YYYY-MM-DD' });

/** An instant, ISO 8601 in UTC. */
export const utcInstant = () =>
  z.iso.datetime({ error: 'must be an instant in UTC, YYYY-MM-DDTHH:MM:SSZ' }).max(30);

/** A month, `YYYY-MM`. */
export const monthText = () =>
  z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'must be a month, YYYY-MM');

/** Money in whole minor units, none below zero. */
export const amount = () => z.int().min(0);

/** A count. */
export const count = () => z.int().min(0);

/** Entries of a cluster in order of time; `strictly`, no two of one time. */
export function inTimeOrder<Entry extends z.ZodType>(
  entry: Entry,
  timeOf: (entry: z.output<Entry>) => string,
  strictly = false,
) {
  return z
    .array(entry)
    .max(ENTRIES_MAX)
    .refine((entries) => ordered(entries, timeOf, strictly), {
      error: strictly ? 'must be in time order, each time once' : 'must be in time order',
      params: { rule: 'not-in-time-order' },
    });
}

function ordered<T>(
  entries: readonly T[],
  timeOf: (entry: T) => string,
  strictly: boolean,
): boolean {
  let before = '';
  for (const entry of entries) {
    const time = timeOf(entry);
    // Texts of one length compare as their times do.
    const comes = time.length === before.length ? compare(time, before) : later(time, before);
    if (comes < 0 || (strictly && comes === 0)) return false;
    before = time;
  }
  return true;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const later = (time: string, before: string): number =>
  before === '' ? 1 : Date.parse(time) - Date.parse(before);
