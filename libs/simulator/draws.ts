import { philox } from './philox.js';
import { normalQuantile, poissonQuantile } from './quantiles.js';

// Taken once: in a realm of its own, as tests have, each look at a global is slow.
const { floor } = Math;

/**
 * One stream for each topic. The numbers are part of every world's bytes: a new topic takes a new
 * number, and none is ever changed or used again.
 */
export const STREAM = {
  identifier: 1,
  person: 2,
  ring: 3,
  ringMember: 4,
  tenure: 5,
  footprint: 6,
  bureau: 7,
  income: 8,
  shopping: 9,
  chain: 10,
  orders: 11,
  plans: 12,
  repayments: 13,
  balances: 14,
  lateness: 15,
  profile: 16,
  name: 17,
  merchantOwner: 20,
  merchant: 21,
  merchantChain: 22,
  sales: 23,
  payouts: 24,
  merchantName: 25,
  bayesTier: 30,
  /** Each lender has ten streams of its own: 100-109, 110-119, … */
  lender: 100,
} as const;

/** Random variates of one place in the world, one uniform each. */
export interface Draws {
  /** Moves to the start of subject `index`'s numbers for a stream and a part of it. */
  at(stream: number, index: number, part?: number): void;
  /** In (0, 1), never an end. */
  uniform(): number;
  normal(): number;
  poisson(mean: number): number;
  chance(probability: number): boolean;
}

/**
 * The source of all of a world's numbers: a Philox block seeds one sfc32 for each (stream, index,
 * part). The object is moved about, so it serves one thing at a time.
 *
 * @param seed whole, in [0, 2^53): the key of 64 bits
 */
export function createDraws(seed: number): Draws {
  const key = keyOf(seed);
  const counter = new Uint32Array(4);
  const block = new Uint32Array(4);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const at = (stream: number, index: number, part = 0): void => {
    counter[0] = index;
    counter[1] = floor(index / 4294967296);
    counter[2] = stream;
    counter[3] = part;
    philox(key, counter, block);
    a = block[0] | 0;
    b = block[1] | 0;
    c = block[2] | 0;
    d = block[3] | 0;
  };
  const uniform = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return ((t >>> 0) + 0.5) / 4294967296;
  };
  return {
    at,
    uniform,
    normal: () => normalQuantile(uniform()),
    poisson: (mean) => poissonQuantile(uniform(), mean),
    chance: (probability) => uniform() < probability,
  };
}

/** The 64-bit key of a seed, low word first. */
export function keyOf(seed: number): readonly [number, number] {
  return [seed | 0, floor(seed / 4294967296) | 0];
}
