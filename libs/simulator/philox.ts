// Taken once: in a realm of its own, as tests have, each look at a global is slow.
const { imul } = Math;

/** Four 32-bit words, each in [0, 2^32). */
export type Words = Uint32Array;

const M0_LOW = 0x1f53;
const M0_HIGH = 0xd251;
const M1_LOW = 0x8d57;
const M1_HIGH = 0xcd9e;
const ROUNDS = 10;

/**
 * Philox4x32-10: a keyed bijection of 128-bit counters, written into `out`.
 *
 * Any subject's numbers are reached without passing those before it.
 *
 * @source Salmon, Moraes, Dror, Shaw: Parallel random numbers, as easy as 1, 2, 3 (SC 2011)
 */
export function philox(key: readonly [number, number], counter: Words, out: Words): void {
  let [k0, k1] = key;
  let x0 = counter[0];
  let x1 = counter[1];
  let x2 = counter[2];
  let x3 = counter[3];
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = highWord(x0, M0_LOW, M0_HIGH);
    const low0 = imul(x0, 0xd2511f53);
    const high1 = highWord(x2, M1_LOW, M1_HIGH);
    const low1 = imul(x2, 0xcd9e8d57);
    x0 = high1 ^ x1 ^ k0;
    x1 = low1;
    x2 = high0 ^ x3 ^ k1;
    x3 = low0;
    k0 = (k0 + 0x9e3779b9) | 0;
    k1 = (k1 + 0xbb67ae85) | 0;
  }
  out[0] = x0;
  out[1] = x1;
  out[2] = x2;
  out[3] = x3;
}

/** The upper 32 bits of x times a constant given in halves. */
function highWord(x: number, low: number, high: number): number {
  const xLow = x & 0xffff;
  const xHigh = x >>> 16;
  const first = xHigh * low + ((xLow * low) >>> 16);
  const second = xLow * high + (first & 0xffff);
  return xHigh * high + (first >>> 16) + (second >>> 16);
}
