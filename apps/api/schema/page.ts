import { z } from 'zod';

/** Rows of a page when none are asked for, and the most. */
export const PAGE_DEFAULT = 50;
const PAGE_MAX = 200;
const CURSOR_MAX = 512;

/** The query of a paged list; extend it by the list's own filters. Whole numbers come as text. */
export const PageQuery = z.strictObject({
  cursor: z
    .string()
    .min(1)
    .max(CURSOR_MAX)
    .regex(/^[A-Za-z0-9_-]+$/, 'must be a cursor of an earlier page')
    .optional()
    .meta({ description: "Where the page before ended: its answer's next_cursor." }),
  limit: z
    .string()
    .regex(/^\d{1,4}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(1).max(PAGE_MAX))
    .optional()
    .meta({
      description: `Rows of a page, 1 to ${String(PAGE_MAX)}; ${String(PAGE_DEFAULT)} by default.`,
    }),
});

/** The position after a row, opaque to the caller. */
export const cursorOf = (parts: readonly string[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

/** The parts of a cursor; undefined when it is none of ours. */
export function partsOfCursor(cursor: string, count: number): string[] | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const sound =
      Array.isArray(parts) &&
      parts.length === count &&
      parts.every((part): part is string => typeof part === 'string');
    return sound ? parts : undefined;
  } catch {
    return undefined;
  }
}
