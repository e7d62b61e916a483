import { z } from 'zod';

/** An instant on the wire: ISO 8601 with a zone, at most milliseconds; read as a Date. */
export const instant = () =>
  z.iso
    .datetime({ offset: true })
    .max(35)
    .refine((value) => !/\.\d{4,}/.test(value), { error: 'must have at most milliseconds' })
    .transform((value) => new Date(value));

/** An instant in an answer, as `toISOString` gives it. */
export const instantOut = () => z.string().meta({ format: 'date-time' });
