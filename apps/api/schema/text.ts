import { z } from 'zod';

const NUL = '\0';

/** Text of 1 to `max` UTF-16 units that PostgreSQL can keep: no NUL, no lone surrogate. */
export const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((value) => !value.includes(NUL), { error: 'must not contain the character NUL' })
    .refine((value) => value.isWellFormed(), { error: 'must not contain a lone surrogate' });

/** A mail address, in lower case. */
export const email = () => z.email().max(254).toLowerCase();
