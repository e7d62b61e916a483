import { BAYES_TIERS, bayesTier, type BayesTierName } from './index.js';

const ROWS = 30_000;

/** Trainers are held to these figures: a tier that drifts would pass a bad one. */
it.each(Object.keys(BAYES_TIERS) as BayesTierName[])('tier %s has its known figures', (name) => {
  const { bad, oracle, bayes, sd } = BAYES_TIERS[name];
  const tier = bayesTier(4, ROWS, name);
  const rate = tier.y.reduce((sum, y) => sum + y, 0) / ROWS;
  const noise = Math.sqrt((bad * (1 - bad)) / ROWS);
  expect(Math.abs(rate - bad)).toBeLessThan(4 * noise);
  expect(Math.abs(auc(tier.logit, tier.y) - oracle)).toBeLessThan(3 * sd);
  expect(Math.abs(auc(tier.bestScore, tier.y) - bayes)).toBeLessThan(3 * sd);
});

it('features explain .520 of θ', () => {
  const { alpha, sigma } = BAYES_TIERS.common;
  const { logit, bestScore } = bayesTier(5, ROWS, 'common');
  const square = (x: number): number => x * x;
  const left = logit.reduce((sum, z, row) => sum + square((z - alpha) / sigma - bestScore[row]), 0);
  expect(1 - left / ROWS).toBeCloseTo(0.52, 1);
});

function auc(score: Float64Array, y: Uint8Array): number {
  const order = [...score.keys()].sort((one, other) => score[one] - score[other]);
  const bads = y.reduce((sum, bad) => sum + bad, 0);
  const ranks = order.reduce((sum, row, rank) => sum + (y[row] === 1 ? rank + 1 : 0), 0);
  return (ranks - (bads * (bads + 1)) / 2) / (bads * (y.length - bads));
}
