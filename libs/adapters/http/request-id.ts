import { v7 } from 'uuid';

const SANE = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;

/**
 * The id under which a call is logged and audited: the caller's own when it is 8 to 64 plain
 * characters, else a new one.
 */
export function requestIdOf(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && SANE.test(header) ? header : v7();
}
