const HALF_BITS = 15;
const HALF_MASK = 0x7fff;
const ROUNDS = 6;

/** Local numbers are of nine digits: a bijection of [0, 10^9). */
export const LOCAL_NUMBERS = 1_000_000_000;

/** A keyed bijection between a subject's index and the number an institution knows it by. */
export interface LocalNumbers {
  numberOf(index: number): number;
  indexOf(number: number): number;
}

/**
 * A six-round Feistel network over 30 bits, walked until it falls within [0, 10^9): constant time
 * in either direction, no table.
 *
 * @param keys six words of 32 bits, one a round
 * @source Black, Rogaway: Ciphers with arbitrary finite domains (CT-RSA 2002)
 */
export function createLocalNumbers(keys: readonly number[]): LocalNumbers {
  const walk = (start: number, step: (x: number) => number): number => {
    let x = step(start);
    // The walk ends: a bijection returns to `start`, which is within, at the latest.
    while (x >= LOCAL_NUMBERS) x = step(x);
    return x;
  };
  return {
    numberOf: (index) => walk(index, (x) => forth(keys, x)),
    indexOf: (number) => walk(number, (x) => back(keys, x)),
  };
}

function forth(keys: readonly number[], x: number): number {
  let left = x >>> HALF_BITS;
  let right = x & HALF_MASK;
  for (let round = 0; round < ROUNDS; round++) {
    const next = left ^ mixed(right, keys[round]);
    left = right;
    right = next;
  }
  return left * (HALF_MASK + 1) + right;
}

function back(keys: readonly number[], x: number): number {
  let left = x >>> HALF_BITS;
  let right = x & HALF_MASK;
  for (let round = ROUNDS - 1; round >= 0; round--) {
    const before = right ^ mixed(left, keys[round]);
    right = left;
    left = before;
  }
  return left * (HALF_MASK + 1) + right;
}

function mixed(half: number, key: number): number {
  let x = Math.imul(half ^ key, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13) ^ key, 0xc2b2ae35);
  return (x ^ (x >>> 16)) & HALF_MASK;
}
