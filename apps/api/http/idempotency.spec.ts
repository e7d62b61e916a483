import { Readable } from 'node:stream';
import { inputFingerprint, readIdempotencyKey } from './idempotency.js';

it.each([
  ['abc-123', 'abc-123'],
  ['"abc-123"', 'abc-123'],
  [String.raw`"a\"b\\c"`, String.raw`a"b\c`],
  ['a b', 'a b'],
  ['k'.repeat(255), 'k'.repeat(255)],
])('reads %s', (header, key) => {
  expect(readIdempotencyKey(header)).toEqual({ ok: true, value: key });
});

it.each([
  ['', 'nothing'],
  ['""', 'an empty string'],
  ['k'.repeat(256), '256 characters'],
  ['"open', 'an unclosed quote'],
  [String.raw`"a\b"`, 'an escape of nothing'],
  ['"a"b"', 'a quote within'],
  ['clé', 'a letter beyond ASCII'],
  ['a\tb', 'a control character'],
])('refuses %j: %s', (header) => {
  expect(readIdempotencyKey(header)).toMatchObject({ ok: false });
});

it('hashes each field apart, whatever the order of their members', () => {
  const one = inputFingerprint({ a: { x: 1, y: 2 }, b: 'v' }, { kind: 'person' });
  expect(Object.keys(one)).toEqual(['a', 'b', '?kind']);
  expect(inputFingerprint({ b: 'v', a: { y: 2, x: 1 } }, { kind: 'person' })).toEqual(one);
  const other = inputFingerprint({ a: { x: 1, y: 3 }, b: 'v' }, { kind: 'person' });
  expect([other['a'] === one['a'], other['b'] === one['b']]).toEqual([false, true]);
});

it('takes a body that is no object as one field, and a stream as none', () => {
  expect(Object.keys(inputFingerprint([1], undefined))).toEqual(['']);
  expect(inputFingerprint(Readable.from(['a']), {})).toEqual({});
});

/** Guards staff: whoever reads the operations must not find passwords by trying them out. */
it('leaves passwords out', () => {
  const one = inputFingerprint({ email: 'a@b.invalid', password: 'one' }, {});
  expect(Object.keys(one)).toEqual(['email']);
  expect(inputFingerprint({ email: 'a@b.invalid', password: 'other' }, {})).toEqual(one);
});
