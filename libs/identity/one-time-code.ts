import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';

/** How long a code can be used. */
export const CODE_VALID_MINUTES = 10;

const CODES = 1_000_000;
const DIGITS = 6;

/** A new code of six digits, each as likely as any other. */
export const newCode = (): string => String(randomInt(CODES)).padStart(DIGITS, '0');

/**
 * The keyed hash under which a code is stored. Bound to its challenge, so that a code is of no use
 * in another; keyed, as six digits could be guessed from a plain one.
 */
export const hashCode = (pepperHex: string, challengeId: string, code: string): Buffer =>
  createHmac('sha256', Buffer.from(pepperHex, 'hex')).update(`${challengeId}\n${code}`).digest();

/** Whether two hashes are equal, in a time that tells nothing. */
export const sameHash = (a: Buffer, b: Buffer): boolean =>
  a.length === b.length && timingSafeEqual(a, b);
