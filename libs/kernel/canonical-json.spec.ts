import { canonicalJson } from '#kernel';

it('orders members by code unit and writes shortest numbers', () => {
  expect(canonicalJson({ b: 1, a: [1e-7, 0.1] })).toBe('{"a":[1e-7,0.1],"b":1}');
});
it.each([['\ud800'], [Number.NaN], [2 ** 53 + 2]])('refuses %p', (value) => {
  expect(() => canonicalJson({ value })).toThrow('Invariant broken');
});
