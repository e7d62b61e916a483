import { parseFormBody } from './form-body.js';
import { Refused } from './refused.js';

const bytes = (text: string) => new TextEncoder().encode(text);

it('reads fields, and a repeated one as a list', () => {
  expect(parseFormBody(bytes('a=1+2&b=%E4%BF%A1&c=x&c=y&c=z'))).toEqual({
    a: '1 2',
    b: '信',
    c: ['x', 'y', 'z'],
  });
});

it('keeps a field named like a trap as a plain field', () => {
  const fields = parseFormBody(bytes('__proto__=x'));
  expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
  expect(Object.entries(fields)).toEqual([['__proto__', 'x']]);
});

it.each([
  ['bytes that are no UTF-8', Uint8Array.of(0x61, 0x3d, 0xff)],
  ['escapes that are no UTF-8', bytes('a=%ff')],
  ['NUL', bytes('a=x%00y')],
  ['NUL in a name', bytes('a%00=x')],
  ['101 fields', bytes(Array.from({ length: 101 }, (_, at) => `f${at}=1`).join('&'))],
])('refuses %s', (_, body) => {
  expect(() => parseFormBody(body)).toThrow(Refused);
});
