import { hashCode, newCode, sameHash } from './one-time-code.js';

const pepper = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

it('always has six digits', () => {
  for (let n = 0; n < 200; n++) expect(newCode()).toMatch(/^\d{6}$/);
});

/** A borrower, whose code another visitor might otherwise spend on a challenge of his own. */
it('is of no use under another challenge, or without the pepper', () => {
  const hash = hashCode(pepper, 'a', '123456');
  expect(sameHash(hash, hashCode(pepper, 'a', '123456'))).toBe(true);
  expect(sameHash(hash, hashCode(pepper, 'b', '123456'))).toBe(false);
  expect(sameHash(hash, hashCode('00'.repeat(32), 'a', '123456'))).toBe(false);
  expect(sameHash(hash, hash.subarray(1))).toBe(false);
});
