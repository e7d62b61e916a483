import { createHmac } from 'node:crypto';
import { sameHash } from './one-time-code.js';

/** Addresses that one browser is remembered under, the newest. */
const KNOWN_ADDRESSES_MAX = 5;
/** What stands between two marks in a cookie; no mark holds it. */
const BETWEEN = '.';
const MARK = /^[\w-]{43}$/;

/** The keyed hash of where a visitor comes from: enough to count, of no use to find them. */
export const visitorHash = (pepperHex: string, networkAddress: string): Buffer =>
  keyed(pepperHex, `visitor\n${networkAddress}`);

/**
 * The marks of a browser that has just shown an address to be its user's, to be kept there: keyed
 * hashes of such addresses, the newest first. They let nobody in: they only tell the mailbox's own
 * browser from a stranger's, when it is counted who asks for codes.
 */
export function rememberAddress(
  pepperHex: string,
  marks: string | undefined,
  emailHash: Buffer,
): string {
  const mark = markOf(pepperHex, emailHash).toString('base64url');
  const others = marksIn(marks).filter((one) => one !== mark);
  return [mark, ...others].slice(0, KNOWN_ADDRESSES_MAX).join(BETWEEN);
}

/** Whether a browser's marks say that it has signed in to the address before. */
export function hasSignedInTo(
  pepperHex: string,
  marks: string | undefined,
  emailHash: Buffer,
): boolean {
  const mark = markOf(pepperHex, emailHash);
  return marksIn(marks).some((one) => sameHash(Buffer.from(one, 'base64url'), mark));
}

const marksIn = (marks: string | undefined): readonly string[] =>
  (marks ?? '')
    .split(BETWEEN)
    .slice(0, KNOWN_ADDRESSES_MAX)
    .filter((one) => MARK.test(one));

const markOf = (pepperHex: string, emailHash: Buffer): Buffer =>
  keyed(pepperHex, `known browser\n${emailHash.toString('hex')}`);

const keyed = (pepperHex: string, text: string): Buffer =>
  createHmac('sha256', Buffer.from(pepperHex, 'hex')).update(text).digest();
