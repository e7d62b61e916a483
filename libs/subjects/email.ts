import { createHmac } from 'node:crypto';

/** The form of a mail address in which two spellings of one mailbox are equal. */
export const normaliseEmail = (email: string): string =>
  email.normalize('NFC').trim().toLowerCase();

/**
 * The keyed hash under which an address is found: HMAC-SHA-256 of its normalised form, 32 bytes.
 * Without the pepper nobody can test a guess against the index.
 */
export function emailHash(pepperHex: string, email: string): Buffer {
  return createHmac('sha256', Buffer.from(pepperHex, 'hex')).update(normaliseEmail(email)).digest();
}

/** The bucket that an identifier's own hash names, in [0, 4096): its index row lives there. */
export const bucketOfHash = (hash: Buffer): number => hash.readUInt16BE(0) >> 4;
