import { createDraws, keyOf } from './draws.js';
import { exp, ln, sineOfTurns, squareRoot } from './elementary.js';
import { createLocalNumbers, LOCAL_NUMBERS } from './feistel.js';
import { philox } from './philox.js';
import { normalQuantile, poissonQuantile } from './quantiles.js';

/** The known answers of the paper's own test file: all zero, all one, the digits of pi. */
it.each([
  [
    [0, 0],
    [0, 0, 0, 0],
    ['6627e8d5', 'e169c58d', 'bc57ac4c', '9b00dbd8'],
  ],
  [
    [-1, -1],
    [-1, -1, -1, -1],
    ['408f276d', '41c83b0e', 'a20bc7c6', '6d5451fd'],
  ],
  [
    [0xa4093822, 0x299f31d0],
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    ['d16cfe09', '94fdcceb', '5001e420', '24126ea1'],
  ],
] as const)('Philox4x32-10 gives the known answer for key %j', (key, counter, answer) => {
  const out = new Uint32Array(4);
  philox([key[0], key[1]], Uint32Array.from(counter), out);
  expect([...out].map((word) => word.toString(16).padStart(8, '0'))).toEqual(answer);
});

it.each([
  [0.5, 0],
  [0.975, 1.959963984540054],
  [0.0001, -3.719016485455709],
  [1e-10, -6.361340902404056],
  [0.25, -0.6744897501960817],
])('the normal quantile at %p is %p', (p, z) => {
  expect(normalQuantile(p)).toBeCloseTo(z, 12);
});

it('exp, ln, square root and sine agree with the engine to thirteen digits', () => {
  const worst = [0, 0, 0, 0];
  const note = (which: number, error: number): void => {
    worst[which] = Math.max(worst[which], Math.abs(error));
  };
  for (let k = -3000; k <= 3000; k++) {
    const x = k / 7.3;
    note(0, exp(x) / Math.exp(x) - 1);
    note(1, (ln(exp(x)) - x) / Math.max(1, Math.abs(x)));
    note(2, squareRoot(exp(x)) / Math.sqrt(exp(x)) - 1);
    note(3, sineOfTurns(x) - Math.sin(2 * Math.PI * (x - Math.floor(x))));
  }
  for (const error of worst) expect(error).toBeLessThan(1e-13);
  expect([exp(0), ln(1), ln(0), exp(-800), exp(800)]).toEqual([1, 0, -Infinity, 0, Infinity]);
});

it('Poisson counts have the mean they are asked for, on both sides of 40', () => {
  for (const mean of [0.01, 1, 12, 39.9, 40.1, 300]) {
    let sum = 0;
    const cuts = 20_000;
    for (let k = 0; k < cuts; k++) sum += poissonQuantile((k + 0.5) / cuts, mean);
    expect(Math.abs(sum / cuts / mean - 1)).toBeLessThan(0.003);
  }
});

it('local numbers go there and back, and no two subjects share one', () => {
  const numbers = createLocalNumbers([11, 22, 33, 44, 55, 66]);
  const indices = Array.from({ length: 20_000 }, (_, index) => index);
  const local = indices.map((index) => numbers.numberOf(index));
  expect(local.map((number) => numbers.indexOf(number))).toEqual(indices);
  expect(Math.max(...local)).toBeLessThan(LOCAL_NUMBERS);
  expect(new Set(local).size).toBe(20_000);
  expect(numbers.indexOf(numbers.numberOf(LOCAL_NUMBERS - 1))).toBe(LOCAL_NUMBERS - 1);
});

it('the two words of a seed beyond 2^32 both count', () => {
  expect(keyOf(2 ** 32 + 7)).toEqual([7, 1]);
  const first = (seed: number): number => {
    const draws = createDraws(seed);
    draws.at(1, 2 ** 33 + 5);
    return draws.uniform();
  };
  expect(first(7)).not.toBe(first(2 ** 32 + 7));
});
