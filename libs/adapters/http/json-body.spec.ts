import { parseJsonBody } from './json-body.js';
import { Refused } from './refused.js';

const parse = (text: string): unknown => JSON.parse(text);
const read = (bytes: Uint8Array) => parseJsonBody(bytes, parse);
const bytes = (text: string) => new TextEncoder().encode(text);

function faultOf(body: Uint8Array): unknown {
  try {
    read(body);
  } catch (fault) {
    return fault instanceof Refused ? { code: fault.code, ...fault.extras.errors?.[0] } : fault;
  }
  return undefined;
}

it('reads what is sound', () => {
  expect(read(bytes('{"a":[1,2.5,"é😀",null,true]}'))).toEqual({ a: [1, 2.5, 'é😀', null, true] });
  expect(read(bytes('9007199254740991'))).toBe(2 ** 53 - 1);
});

// What passed here is hashed under RFC 8785 and stored in PostgreSQL: neither may fail later.
it.each<[string, Uint8Array, string, string]>([
  ['invalid UTF-8', Uint8Array.of(0x22, 0xff, 0x22), '', 'utf-8'],
  ['no JSON', bytes('{"secret":'), '', 'json'],
  ['nothing', bytes(''), '', 'json'],
  ['a lone surrogate', bytes(String.raw`{"a/b":["x","\ud800"]}`), '/a~1b/1', 'surrogate'],
  ['a lone surrogate in a name', bytes(String.raw`{"\udc00":1}`), '', 'surrogate'],
  ['an integer beyond 2^53', bytes('{"n":9007199254740993}'), '/n', 'number'],
  ['a number beyond all', bytes('{"n":1e400}'), '/n', 'number'],
  ['65 levels', bytes('['.repeat(65) + ']'.repeat(65)), '/0'.repeat(64), 'depth'],
])('refuses %s and says where', (_, body, pointer, rule) => {
  expect(faultOf(body)).toMatchObject({ code: rule, pointer });
});

it('takes 64 levels and survives a hundred thousand', () => {
  expect(read(bytes('['.repeat(64) + ']'.repeat(64)))).toBeDefined();
  expect(faultOf(bytes('['.repeat(1e5) + ']'.repeat(1e5)))).toMatchObject({ code: 'depth' });
});
