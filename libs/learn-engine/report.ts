import { CURVE_POINTS_MAX, pdOf, type ScorecardReport } from '#score-engine';
import { isotonicCurve } from './fit-calibration.js';
import { brier, calibration, countBads, delongInterval, ks } from './metrics.js';

/**
 * What a model's logits are worth on subjects that it has not seen.
 *
 * @param bad with two bads and two goods at least
 */
export function reportUnseen(logit: Float64Array, bad: Uint8Array): ScorecardReport['unseen'] {
  const pd = logit.map(pdOf);
  const rows = bad.length;
  const bads = countBads(bad);
  const interval = delongInterval(logit, bad);
  const meanPd = pd.reduce((sum, value) => sum + value, 0) / rows;
  const observed = bads / rows;
  return {
    rows,
    bads,
    auc: interval,
    ks: ks(logit, bad),
    gini: 2 * interval.value - 1,
    brier: brier(pd, bad),
    calibration: calibration(logit, bad),
    meanPd,
    observed,
    meanPdOverObserved: meanPd / observed,
    curve: isotonicCurve(logit, bad, CURVE_POINTS_MAX),
  };
}
