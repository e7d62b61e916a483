import { STREAM, createDraws } from './draws.js';
import { logistic, squareRoot } from './elementary.js';

/** Correlations of the ten features with θ. */
const CORRELATIONS = [0.52, 0.4, 0.35, 0.3, 0.3, 0.25, 0.2, 0.2, 0.15, 0.1];
const REST = CORRELATIONS.map((r) => squareRoot(1 - r * r));

/**
 * Three populations with their known figures: share of bads, the AUC of the true logit, the best
 * AUC that any model of the features can have, and its deviation over seeds at 30,000 rows.
 */
export const BAYES_TIERS = {
  rare: { alpha: -4.35, sigma: 1.35, bad: 0.0281, oracle: 0.8208, bayes: 0.7419, sd: 0.0085 },
  common: { alpha: -2, sigma: 1.15, bad: 0.1654, oracle: 0.7726, bayes: 0.6973, sd: 0.0034 },
  middle: { alpha: -3.6, sigma: 1.3, bad: 0.0517, oracle: 0.8081, bayes: 0.7295, sd: 0.0064 },
} as const;

/** Which of the three. */
export type BayesTierName = keyof typeof BAYES_TIERS;

/** Rows whose best possible model is known. */
export interface BayesTier {
  /** [rows × 10], row by row. */
  readonly x: Float64Array;
  readonly features: number;
  readonly y: Uint8Array;
  /** The true log-odds, of which the features tell only a part. */
  readonly logit: Float64Array;
  /** E(θ | x): ranks as the best model of the features does. */
  readonly bestScore: Float64Array;
}

/** Draws `rows` rows of a tier: θ and ten noisy readings of it, row by row in constant time. */
export function bayesTier(seed: number, rows: number, tier: BayesTierName): BayesTier {
  const draws = createDraws(seed);
  const { alpha, sigma } = BAYES_TIERS[tier];
  const features = CORRELATIONS.length;
  const x = new Float64Array(rows * features);
  const y = new Uint8Array(rows);
  const logit = new Float64Array(rows);
  const bestScore = new Float64Array(rows);
  // With independent noise θ given x is normal, its mean a weighted sum of the features.
  const weights = CORRELATIONS.map((r) => r / (1 - r * r));
  const precision = CORRELATIONS.reduce((sum, r) => sum + (r * r) / (1 - r * r), 1);
  for (let row = 0; row < rows; row++) {
    draws.at(STREAM.bayesTier, row);
    const theta = draws.normal();
    for (let j = 0; j < features; j++) {
      const value = CORRELATIONS[j] * theta + REST[j] * draws.normal();
      x[row * features + j] = value;
      bestScore[row] = bestScore[row] + (weights[j] * value) / precision;
    }
    logit[row] = alpha + sigma * theta;
    y[row] = draws.chance(logistic(logit[row])) ? 1 : 0;
  }
  return { x, features, y, logit, bestScore };
}
