import { PATH_FEATURES_MAX } from './limits.js';

/** How many values of a table are held in all; what is beyond is computed for each row. */
const TABLE_VALUES_MAX = 4_194_304;
const TABLE_FEATURES_MAX = 8;

/**
 * What one leaf adds to each feature on its way, for a mask of those that a row passes.
 *
 * @param parts [features of the leaf], overwritten
 */
export type LeafGame = (leaf: number, mask: number, parts: Float64Array) => void;

const SIDE = PATH_FEATURES_MAX + 1;

/** Shapley's weight of a coalition of k beside one of n players: k! (n - k - 1)! / n!. */
const SHAPLEY = shapleyWeights();

/** At [n × SIDE + k]. */
export const shapleyAt = (players: number, others: number): number =>
  SHAPLEY[players * SIDE + others];

function shapleyWeights(): Float64Array {
  const weights = new Float64Array(SIDE * SIDE);
  for (let n = 1; n < SIDE; n++) {
    // 1 / (n · C(n - 1, k)), built up so that nothing overflows.
    let choose = 1;
    for (let k = 0; k < n; k++) {
      weights[n * SIDE + k] = 1 / (n * choose);
      choose = (choose * (n - 1 - k)) / (k + 1);
    }
  }
  return weights;
}

/** The answers of a game by leaf and mask, where there is room: [masks × features] from `start`. */
export interface LeafTables {
  /** By leaf; -1 where the game is played for each row. */
  readonly start: Int32Array;
  readonly values: Float64Array;
}

/** Plays a game beforehand; the same function fills and answers, so the bits are the same. */
export function tabulate(featureStart: Int32Array, game: LeafGame): LeafTables {
  const leaves = featureStart.length - 1;
  const start = new Int32Array(leaves).fill(-1);
  let size = 0;
  for (let leaf = 0; leaf < leaves; leaf++) {
    const features = featureStart[leaf + 1] - featureStart[leaf];
    const needed = features * 2 ** features;
    if (features > TABLE_FEATURES_MAX || size + needed > TABLE_VALUES_MAX) continue;
    start[leaf] = size;
    size += needed;
  }
  const values = new Float64Array(size);
  const parts = new Float64Array(SIDE);
  for (let leaf = 0; leaf < leaves; leaf++) {
    if (start[leaf] < 0) continue;
    const features = featureStart[leaf + 1] - featureStart[leaf];
    for (let mask = 0; mask < 1 << features; mask++) {
      game(leaf, mask, parts);
      values.set(parts.subarray(0, features), start[leaf] + mask * features);
    }
  }
  return { start, values };
}
