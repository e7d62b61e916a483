import { isAddress, oneLine } from './address.js';

it.each([
  ['mei.chen@mail.invalid', true],
  ["o'brien+loan@mail.invalid", true],
  ['', false],
  ['mei', false],
  ['a@b,c@d', false],
  ['a@b;c@d', false],
  ['Mei <a@b>', false],
  ['a@b\r\nBcc: c@d', false],
  ['a\u0000@b', false],
  ['a b@c', false],
  [`${'a'.repeat(65)}@b`, false],
  [`a@${'b'.repeat(252)}`, true],
  [`a@${'b'.repeat(253)}`, false],
])('tells one bare address from anything else: %j', (text, expected) => {
  expect(isAddress(text)).toBe(expected);
});

/** An institution's name stands in subjects: it must not address the mail to others. */
it('keeps a header on its line', () => {
  expect(oneLine('Lotus\r\nBcc: eve@mail.invalid\u0000')).toBe('Lotus Bcc: eve@mail.invalid ');
});
