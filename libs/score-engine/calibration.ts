import { z } from 'zod';

/** An increasing affine map of the logit: slope × logit + intercept. Ranks stay as they are. */
export interface CalibrationMap {
  readonly slope: number;
  readonly intercept: number;
}

/** Far beyond any map that outcomes ask for; a map is not a way to write another model. */
const SLOPE_MAX = 10;
const INTERCEPT_MAX = 20;
const count = z.int().min(0);

/** An increasing affine map, as an artefact holds it, with what it was fitted on. */
export const Calibration = z.strictObject({
  slope: z
    .number()
    .min(1 / SLOPE_MAX)
    .max(SLOPE_MAX),
  intercept: z.number().min(-INTERCEPT_MAX).max(INTERCEPT_MAX),
  rows: count,
  bads: count,
  /** Whose outcomes, and why the model had not seen them: `a fifth of the subjects, kept apart`. */
  fittedOn: z.string().min(1).max(200),
});

/** A calibration: the map, how many outcomes it was fitted on, and which. */
export type Calibration = z.infer<typeof Calibration>;

/** Whether a map rises and stays within what an artefact may hold. */
export const isCalibrationMap = (map: CalibrationMap): boolean =>
  Calibration.pick({ slope: true, intercept: true }).safeParse({
    slope: map.slope,
    intercept: map.intercept,
  }).success;
