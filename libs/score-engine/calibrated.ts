import type { CalibrationMap } from './calibration.js';
import type { Scorer } from './scorer.js';

/**
 * A scorer whose logit is the map of another's: its intercept and contributions are of the mapped
 * logit and sum to it, and since the map rises, reasons and their order are the other's.
 */
export function calibrated(scorer: Scorer, { slope, intercept }: CalibrationMap): Scorer {
  return {
    ...scorer,
    intercept: slope * scorer.intercept + intercept,
    score: (batch, out) => {
      scorer.score(batch, out);
      for (let row = 0; row < batch.rows; row++)
        out.logit[row] = slope * out.logit[row] + intercept;
      const { contributions } = out;
      if (contributions === null) return;
      const cells = batch.rows * scorer.groups.length;
      for (let cell = 0; cell < cells; cell++) contributions[cell] = slope * contributions[cell];
    },
  };
}
