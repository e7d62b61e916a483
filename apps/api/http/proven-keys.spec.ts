import { ProvenKeys } from './proven-keys.js';

it('remembers keys up to its bound, the longest remembered making room, until they are forgotten', () => {
  const keys = new ProvenKeys(2);
  for (const key of ['a', 'b', 'a', 'c']) keys.add(key);
  expect(['a', 'b', 'c'].map((key) => keys.has(key))).toEqual([true, false, true]);
  keys.forget('a');
  expect(keys.has('a')).toBe(false);
});
