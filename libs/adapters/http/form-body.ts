import type { FastifyInstance } from 'fastify';
import { Refused } from './refused.js';

const UTF_8 = new TextDecoder('utf-8', { fatal: true });
/** Fields of a form. */
const FIELDS_MAX = 100;
/** What stands where an escape was no UTF-8; and NUL, which the database refuses. */
const NO_TEXT = /[\ufffd\0]/;

/** The fields of a form; one that is there several times has all its values. */
export type FormFields = Readonly<Record<string, string | readonly string[]>>;

/**
 * Reads a form strictly: valid UTF-8 without NUL, at most 100 fields. A field that comes several
 * times gives a list.
 *
 * @throws Refused with `body-malformed`
 */
export function parseFormBody(bytes: Uint8Array): FormFields {
  const pairs = [...new URLSearchParams(decode(bytes))];
  const unreadable = pairs.some((pair) => NO_TEXT.test(pair.join('')));
  if (pairs.length > FIELDS_MAX || unreadable) throw new Refused(400, 'body-malformed');
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of pairs) {
    const before = fields.get(name);
    fields.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(fields);
}

/**
 * Reads `application/x-www-form-urlencoded` on routes that begin so; elsewhere it is 415.
 *
 * @param routePrefix by default every route
 */
export function addFormParser(fastify: FastifyInstance, routePrefix = '/'): void {
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    (request, bytes: Buffer, done) => {
      try {
        const known = request.routeOptions.url?.startsWith(routePrefix) ?? false;
        if (!known) throw new Refused(415, 'content-type-unsupported');
        done(null, parseFormBody(bytes));
      } catch (fault) {
        done(fault as Error);
      }
    },
  );
}

function decode(bytes: Uint8Array): string {
  try {
    return UTF_8.decode(bytes);
  } catch {
    throw new Refused(400, 'body-malformed');
  }
}
