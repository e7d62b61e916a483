import { hash } from 'node:crypto';

/** Crockford's digits: none is taken for another when it is read aloud. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;

/** The number of a consent's receipts: for people to read out, and no guide to the consent's id. */
export function receiptNumber(consentId: string): string {
  const bytes = Buffer.from(hash('sha256', `receipt ${consentId}`, 'hex'), 'hex');
  const digits = [...bytes.subarray(0, LENGTH)].map((byte) => DIGITS[byte % DIGITS.length]);
  return `R-${digits.slice(0, LENGTH / 2).join('')}-${digits.slice(LENGTH / 2).join('')}`;
}
