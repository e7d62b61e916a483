import type { LeafPaths } from './leaf-paths.js';
import { shapleyAt, type LeafGame } from './leaf-games.js';
import { PATH_FEATURES_MAX } from './limits.js';

/**
 * The path-dependent game: a feature that is not known lets through the share of training data
 * that its splits let through.
 *
 * The sum over coalitions of one size is a coefficient of the product of (share + z) over the
 * features that the row passes; one feature is left out by dividing its factor away. Those that the
 * row does not pass all lose the same.
 *
 * @source Lundberg, Erion, Lee 2018 (arXiv 1802.03888), Algorithm 2, leaf by leaf
 */
export function pathDependentGame(
  { featureStart, share }: LeafPaths,
  value: Float64Array,
): LeafGame {
  const product = new Float64Array(PATH_FEATURES_MAX + 1);
  return (leaf, mask, parts) => {
    const first = featureStart[leaf];
    const players = featureStart[leaf + 1] - first;
    let passed = 0;
    let weight = value[leaf];
    product[0] = 1;
    for (let i = 0; i < players; i++) {
      const part = share[first + i];
      if (((mask >>> i) & 1) === 0) weight *= part;
      else multiply(product, passed++, part);
    }
    let lost = 0;
    if (passed < players)
      for (let k = 0; k <= passed; k++) lost += product[k] * shapleyAt(players, k);
    for (let i = 0; i < players; i++) {
      const part = share[first + i];
      parts[i] =
        ((mask >>> i) & 1) === 0
          ? -weight * lost
          : weight * (1 - part) * without(product, passed, part, players);
    }
  };
}

/** Times (part + z). */
function multiply(product: Float64Array, degree: number, part: number): void {
  product[degree + 1] = product[degree];
  for (let k = degree; k > 0; k--) product[k] = product[k - 1] + part * product[k];
  product[0] *= part;
}

/** The coefficients of product / (part + z), from the highest, each by its Shapley weight. */
function without(product: Float64Array, degree: number, part: number, players: number): number {
  let quotient = product[degree];
  let sum = quotient * shapleyAt(players, degree - 1);
  for (let k = degree - 1; k > 0; k--) {
    quotient = product[k] - part * quotient;
    sum += quotient * shapleyAt(players, k - 1);
  }
  return sum;
}
