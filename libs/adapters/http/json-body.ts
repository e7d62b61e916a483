import { Refused } from './refused.js';

/** Levels of objects and arrays in a body; deeper ones only exhaust the stack. */
const DEPTH_MAX = 64;

/** Parses text as Fastify does: throws on what is no JSON, and on `__proto__` and its like. */
export type ParseJson = (text: string) => unknown;

/**
 * Reads a JSON body strictly: valid UTF-8, valid JSON, and nothing in it that has no canonical
 * form (lone surrogates, integers beyond 2^53), so that whatever passed can be hashed and stored.
 *
 * @throws Refused with `body-malformed`
 */
export function parseJsonBody(bytes: Uint8Array, parse: ParseJson): unknown {
  const body = attempt(() => parse(decode(bytes)));
  const fault = uncanonicalAt(body, '', 1);
  if (fault) throw malformed(fault.pointer, fault.code, fault.detail);
  return body;
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array): string {
  try {
    return UTF_8.decode(bytes);
  } catch {
    throw malformed('', 'utf-8', 'must be valid UTF-8');
  }
}

function attempt(parse: () => unknown): unknown {
  try {
    return parse();
  } catch (fault) {
    // What the parser says may repeat the body, so it is not passed on.
    throw fault instanceof Refused ? fault : malformed('', 'json', 'must be one JSON value');
  }
}

function malformed(pointer: string, code: string, detail: string): Refused {
  return new Refused(400, 'body-malformed', { errors: [{ pointer, code, detail }] });
}

interface Uncanonical {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

function uncanonicalAt(value: unknown, pointer: string, depth: number): Uncanonical | undefined {
  if (typeof value === 'string') return refuseText(value, pointer);
  if (typeof value === 'number') return refuseNumber(value, pointer);
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > DEPTH_MAX)
    return { pointer, code: 'depth', detail: `must be nested at most ${String(DEPTH_MAX)} deep` };
  return Array.isArray(value)
    ? firstOf(value.entries(), pointer, depth)
    : firstOf(Object.entries(value), pointer, depth);
}

function firstOf(
  members: Iterable<readonly [string | number, unknown]>,
  pointer: string,
  depth: number,
): Uncanonical | undefined {
  for (const [key, member] of members) {
    const fault =
      (typeof key === 'string' ? refuseText(key, pointer) : undefined) ??
      uncanonicalAt(member, `${pointer}/${escapePointer(String(key))}`, depth + 1);
    if (fault) return fault;
  }
  return undefined;
}

const refuseText = (text: string, pointer: string): Uncanonical | undefined =>
  text.isWellFormed()
    ? undefined
    : { pointer, code: 'surrogate', detail: 'must not contain a lone surrogate' };

function refuseNumber(value: number, pointer: string): Uncanonical | undefined {
  const sound = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  return sound
    ? undefined
    : { pointer, code: 'number', detail: 'must be finite, and a whole number within 2^53' };
}

/** One step of a JSON Pointer. @source RFC 6901 */
export const escapePointer = (step: string): string =>
  step.replaceAll('~', '~0').replaceAll('/', '~1');
