import { err, type Json, ok, type Result } from '#kernel';
import { fingerprintOf } from '#adapters/database';

/** Characters of a key. */
const KEY_MAX = 255;
/** A structured-field string: printable ASCII between quotes, quote and backslash escaped. */
const QUOTED = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;
/** The same without quotes, as most clients send it. */
const BARE = /^[\x21\x23-\x7e][\x20-\x7e]*$/;

/**
 * Reads the header's value, quoted or bare: `"a"` and `a` are one key.
 *
 * @source draft-ietf-httpapi-idempotency-key-header-07
 */
export function readIdempotencyKey(
  header: string,
): Result<string, { readonly code: 'idempotency-key-malformed' }> {
  const quoted = QUOTED.exec(header)?.[1]?.replaceAll(/\\(["\\])/g, '$1');
  const key = quoted ?? (BARE.test(header) ? header : '');
  return key.length >= 1 && key.length <= KEY_MAX
    ? ok(key)
    : err({ code: 'idempotency-key-malformed' });
}

/** Fields that leave no trace: a plain hash of a password is found by trying out passwords. */
const SECRET_FIELDS: ReadonlySet<string> = new Set(['password']);

/**
 * A hash for each top-level field of the body but secrets, and for each query parameter under `?` and its
 * name. A body that is no plain object is one field of its own; a stream is not part of it.
 */
export function inputFingerprint(body: unknown, query: unknown): Record<string, string> {
  const parameters = Object.entries((query ?? {}) as Record<string, Json>);
  return fingerprintOf({
    ...fieldsOf(body),
    ...Object.fromEntries(parameters.map(([name, value]) => [`?${name}`, value])),
  });
}

function fieldsOf(body: unknown): Record<string, Json> {
  if (body === undefined || isStream(body)) return {};
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { '': body as Json };
  const fields = Object.entries(body as Record<string, Json>);
  return Object.fromEntries(fields.filter(([name]) => !SECRET_FIELDS.has(name)));
}

const isStream = (body: unknown) =>
  typeof body === 'object' && body !== null && 'pipe' in body && typeof body.pipe === 'function';
