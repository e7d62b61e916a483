import type { FastifyInstance } from 'fastify';
import { Refused } from '#adapters/http';

/** The fields of a form; one that is there several times has all its values. */
export type FormFields = Readonly<Record<string, string | readonly string[]>>;

const REPLACEMENT = '\ufffd';

/** Reads `application/x-www-form-urlencoded`; refuses what is not UTF-8, and NUL. */
export function addFormParser(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    (_request, bytes: Buffer, done) => {
      try {
        done(null, formFields(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
      } catch {
        done(new Refused(400, 'form-malformed'));
      }
    },
  );
}

/** The fields of an encoded form. */
export function formFields(body: string): FormFields {
  const fields: Record<string, string | string[]> = Object.create(null) as Record<string, string>;
  for (const [name, value] of new URLSearchParams(body)) {
    if (value.includes(REPLACEMENT) || value.includes('\0')) throw new Error('not text');
    const before = fields[name];
    if (before === undefined) fields[name] = value;
    else fields[name] = [...(Array.isArray(before) ? before : [before]), value];
  }
  return fields;
}
