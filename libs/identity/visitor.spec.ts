import { hasSignedInTo, rememberAddress, visitorHash } from './visitor.js';

const pepper = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const address = (byte: number) => Buffer.alloc(32, byte);

/** The borrower, whose own browser must be told from a stranger's. */
it('knows a browser again by the addresses it has signed in to, and by no other', () => {
  const marks = rememberAddress(pepper, rememberAddress(pepper, undefined, address(1)), address(2));
  expect(hasSignedInTo(pepper, marks, address(1))).toBe(true);
  expect(hasSignedInTo(pepper, marks, address(2))).toBe(true);
  expect(hasSignedInTo(pepper, marks, address(3))).toBe(false);
  expect(hasSignedInTo('00'.repeat(32), marks, address(1))).toBe(false);
  expect(hasSignedInTo(pepper, undefined, address(1))).toBe(false);
});

it('cannot be talked into it by an address or its hash, nor by what is no mark', () => {
  for (const marks of [address(1).toString('base64url'), '.', 'x.y', 'a'.repeat(10_000)])
    expect(hasSignedInTo(pepper, marks, address(1))).toBe(false);
});

it('keeps five addresses, the newest, each once', () => {
  let marks: string | undefined;
  for (const byte of [1, 2, 3, 4, 5, 5, 6]) marks = rememberAddress(pepper, marks, address(byte));
  expect(marks?.split('.')).toHaveLength(5);
  expect([1, 2, 6].map((byte) => hasSignedInTo(pepper, marks, address(byte)))).toEqual([
    false,
    true,
    true,
  ]);
});

it('tells places apart, and cannot be made without the pepper', () => {
  const here = visitorHash(pepper, '192.0.2.1');
  expect(here).toEqual(visitorHash(pepper, '192.0.2.1'));
  expect(here).not.toEqual(visitorHash(pepper, '192.0.2.2'));
  expect(here).not.toEqual(visitorHash('00'.repeat(32), '192.0.2.1'));
});
