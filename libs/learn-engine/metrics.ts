import { invariant } from '#kernel';
import { fitLogistic } from './logistic.js';

/** Places of the scores in rising order. */
export function ascending(scores: Float64Array): Uint32Array {
  return Uint32Array.from(scores.keys()).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
}

/** How many are bad. */
export function countBads(bad: Uint8Array): number {
  let bads = 0;
  for (const value of bad) bads += value;
  return bads;
}

/**
 * The area under the ROC curve: how often a bad scores riskier than a good, ties counting half.
 * NaN unless there is one of each.
 *
 * @param risk higher is riskier
 */
export function auc(risk: Float64Array, bad: Uint8Array): number {
  const { sum, bads } = rankSum(midranks(risk), bad);
  const goods = bad.length - bads;
  return bads > 0 && goods > 0 ? (sum - (bads * (bads + 1)) / 2) / (bads * goods) : Number.NaN;
}

/** Twice the area above chance. */
export const gini = (risk: Float64Array, bad: Uint8Array): number => 2 * auc(risk, bad) - 1;

/** An AUC with the interval that covers the true one in 95 of 100 samples. */
export interface AucInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The AUC with its 95 % interval, clipped to [0, 1].
 *
 * @source DeLong et al. 1988; midranks after Sun and Xu 2014
 */
export function delongInterval(risk: Float64Array, bad: Uint8Array): AucInterval {
  const bads = countBads(bad);
  const goods = bad.length - bads;
  invariant(bads > 1 && goods > 1, 'an interval needs two bads and two goods');
  const all = midranks(risk);
  const value = auc(risk, bad);
  const variance = (ofBads: boolean): number => {
    const own = midranks(risk.filter((_, i) => (bad[i] === 1) === ofBads));
    const [count, others] = ofBads ? [bads, goods] : [goods, bads];
    let k = 0;
    let squares = 0;
    for (let i = 0; i < bad.length; i++) {
      if ((bad[i] === 1) !== ofBads) continue;
      const below = ((all[i] ?? 0) - (own[k++] ?? 0)) / others;
      squares += ((ofBads ? below : 1 - below) - value) ** 2;
    }
    return squares / (count - 1) / count;
  };
  const half = 1.959963984540054 * Math.sqrt(variance(true) + variance(false));
  return { value, low: Math.max(0, value - half), high: Math.min(1, value + half) };
}

/** The largest distance between the bads' and the goods' share at or above a risk. */
export function ks(risk: Float64Array, bad: Uint8Array): number {
  const bads = countBads(bad);
  const goods = bad.length - bads;
  const order = ascending(risk);
  let seenBads = 0;
  let seenGoods = 0;
  let largest = 0;
  order.forEach((row, place) => {
    if (bad[row] === 1) seenBads++;
    else seenGoods++;
    if (place + 1 < order.length && risk[order[place + 1]] === risk[row]) return;
    largest = Math.max(largest, Math.abs(seenBads / bads - seenGoods / goods));
  });
  return largest;
}

/** The mean squared distance between probability and outcome. */
export function brier(pd: Float64Array, bad: Uint8Array): number {
  let squares = 0;
  for (let i = 0; i < bad.length; i++) squares += ((pd[i] ?? 0) - (bad[i] ?? 0)) ** 2;
  return squares / bad.length;
}

/** 0 and 1 when the probabilities are right as they stand. */
export interface Calibration {
  /** What must be added to every logit, slope held at 1: calibration in the large. */
  readonly intercept: number;
  /** Below 1: the model is too sure of itself. */
  readonly slope: number;
}

/** Logistic recalibration: Cox's intercept (logit as offset) and slope. */
export function calibration(logit: Float64Array, bad: Uint8Array): Calibration {
  const rows = bad.length;
  const shifted = fitLogistic({ rows, columns: [], offset: logit, bad, penalty: 0 });
  const sloped = fitLogistic({ rows, columns: [logit], offset: null, bad, penalty: 0 });
  return { intercept: shifted.intercept, slope: sloped.coefficients[0] ?? Number.NaN };
}

/**
 * The population stability index between two samples, in tenths of the expected one.
 *
 * An empty share is taken as half a row, so that the index stays finite.
 */
export function psi(expected: Float64Array, actual: Float64Array, parts = 10): number {
  const sorted = expected.slice().sort();
  const edges = Array.from(
    { length: parts - 1 },
    (_, i) => sorted[Math.ceil(((i + 1) * sorted.length) / parts) - 1] ?? 0,
  );
  const was = sharesOf(expected, edges);
  const now = sharesOf(actual, edges);
  return was.reduce((sum, share, i) => {
    const other = now[i] ?? share;
    return sum + (other - share) * Math.log(other / share);
  }, 0);
}

function sharesOf(values: Float64Array, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const value of values) {
    const at = edges.findIndex((edge) => value <= edge);
    const part = at < 0 ? edges.length : at;
    counts[part] = (counts[part] ?? 0) + 1;
  }
  return counts
    .filter((_, i) => i === edges.length || edges[i] !== edges[i - 1])
    .map((count) => Math.max(count, 0.5) / values.length);
}

function rankSum(ranks: Float64Array, bad: Uint8Array): { sum: number; bads: number } {
  let sum = 0;
  let bads = 0;
  for (let i = 0; i < bad.length; i++)
    if (bad[i] === 1) {
      sum += ranks[i] ?? 0;
      bads++;
    }
  return { sum, bads };
}

/** Ranks from 1; equals share the mean of theirs. */
function midranks(values: Float64Array): Float64Array {
  const order = ascending(values);
  const ranks = new Float64Array(values.length);
  for (let first = 0; first < order.length;) {
    const value = values[order[first] ?? 0];
    let end = first + 1;
    while (end < order.length && values[order[end] ?? 0] === value) end++;
    for (let i = first; i < end; i++) ranks[order[i] ?? 0] = (first + 1 + end) / 2;
    first = end;
  }
  return ranks;
}
