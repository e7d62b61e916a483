import { bucketOfHash, emailHash } from './email.js';

const pepper = 'ab'.repeat(32);

/** A borrower who writes their address otherwise than the provider did must still be found. */
it('gives one hash to the spellings of one address, and another to another pepper', () => {
  const hash = emailHash(pepper, 'Lin.Yao@Mail.Invalid');
  expect(emailHash(pepper, ' lin.yao@mail.invalid ')).toEqual(hash);
  expect(emailHash('cd'.repeat(32), 'lin.yao@mail.invalid')).not.toEqual(hash);
  expect(hash).toHaveLength(32);
});

it('takes the first twelve bits of a hash as its bucket', () => {
  expect(bucketOfHash(Buffer.from('abcdef', 'hex'))).toBe(0xabc);
});
