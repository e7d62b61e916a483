import canonicalize from 'canonicalize';
import { invariant } from './invariant.js';

/** What JSON can say. Integers beyond 2^53 travel as strings. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * The canonical text of a JSON value: what is hashed and signed.
 *
 * Refuses (throws) what RFC 8785 cannot carry: lone surrogates, non-finite numbers, integers
 * beyond 2^53, undefined.
 *
 * @source RFC 8785
 */
export function canonicalJson(value: Json): string {
  refuseUncanonical(value);
  const text = canonicalize(value);
  invariant(text !== undefined, 'a JSON value has a canonical text');
  return text;
}

function refuseUncanonical(value: unknown): void {
  if (typeof value === 'string') invariant(value.isWellFormed(), 'text has no lone surrogate');
  else if (typeof value === 'number') refuseNumber(value);
  else if (Array.isArray(value)) value.forEach(refuseUncanonical);
  else if (typeof value === 'object' && value !== null)
    for (const [key, member] of Object.entries(value)) {
      refuseUncanonical(key);
      refuseUncanonical(member);
    }
  else invariant(value === null || typeof value === 'boolean', 'a value is JSON');
}

function refuseNumber(value: number): void {
  invariant(Number.isFinite(value), 'a number is finite');
  invariant(!Number.isInteger(value) || Number.isSafeInteger(value), 'an integer is within 2^53');
}
