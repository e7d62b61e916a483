import { err, ok, type Result } from '#kernel';
import { type CalibrationMap, isCalibrationMap, pdOf } from '#score-engine';
import { fitLogistic } from './logistic.js';
import { ascending, countBads } from './metrics.js';

/** Why no map is fitted: outcomes do not rise with the logit, or only beyond every sane map. */
export interface CalibrationRefusal {
  readonly code: 'calibration-not-rising';
  readonly slope: number;
  readonly intercept: number;
}

/**
 * The increasing affine map of the logit that makes outcomes likeliest.
 *
 * @param logit of subjects that the model has not seen
 * @param bad with a bad and a good at least
 * @source Platt 1999; Cox 1958
 */
export function fitCalibration(
  logit: Float64Array,
  bad: Uint8Array,
): Result<CalibrationMap, CalibrationRefusal> {
  const rows = bad.length;
  const fit = fitLogistic({ rows, columns: [logit], offset: null, bad, penalty: 0 });
  const map = { slope: fit.coefficients[0] ?? Number.NaN, intercept: fit.intercept };
  return isCalibrationMap(map) ? ok(map) : err({ code: 'calibration-not-rising', ...map });
}

/** A point of a calibration curve: so many rows of this mean PD, and the share that went bad. */
export interface CurvePoint {
  readonly pd: number;
  readonly observed: number;
  readonly rows: number;
}

/**
 * The isotonic regression of outcomes on PD, for the eye: rows in order of their logit, in at most
 * `points` even groups, of which those that fall are pooled until the curve nowhere does.
 *
 * @source Ayer et al. 1955, pool adjacent violators
 */
export function isotonicCurve(logit: Float64Array, bad: Uint8Array, points: number): CurvePoint[] {
  const pools: { pd: number; bads: number; rows: number }[] = [];
  for (const rows of evenly(ascending(logit), points)) {
    const pd = rows.reduce((sum, row) => sum + pdOf(logit[row] ?? 0), 0);
    let pool = {
      pd,
      bads: countBads(Uint8Array.from(rows, (row) => bad[row] ?? 0)),
      rows: rows.length,
    };
    for (
      let before = pools.at(-1);
      before && before.bads * pool.rows >= pool.bads * before.rows;
      before = pools.at(-1)
    ) {
      pools.pop();
      pool = {
        pd: before.pd + pool.pd,
        bads: before.bads + pool.bads,
        rows: before.rows + pool.rows,
      };
    }
    pools.push(pool);
  }
  return pools.map(({ pd, bads, rows }) => ({ pd: pd / rows, observed: bads / rows, rows }));
}

/** Cut into so many parts as even as can be, none of them empty. */
function* evenly(order: Uint32Array, parts: number): Generator<Uint32Array> {
  for (let part = 0; part < parts; part++) {
    const from = Math.floor((part * order.length) / parts);
    const to = Math.floor(((part + 1) * order.length) / parts);
    if (to > from) yield order.subarray(from, to);
  }
}
