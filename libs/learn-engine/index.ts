export {
  binFeature,
  DEFAULT_BINNING,
  woeAt,
  woeOf,
  type Binning,
  type BinningSettings,
  type WoeBin,
} from './binning.js';
export {
  fairnessTable,
  type FairnessInput,
  type FairnessTable,
  type GroupOutcome,
} from './fairness.js';
export {
  fitCalibration,
  isotonicCurve,
  type CalibrationRefusal,
  type CurvePoint,
} from './fit-calibration.js';
export { fitLogistic, fitNonNegative, type LogisticFit, type LogisticProblem } from './logistic.js';
export {
  auc,
  brier,
  calibration,
  delongInterval,
  gini,
  ks,
  psi,
  type AucInterval,
  type Calibration,
} from './metrics.js';
export { reportUnseen } from './report.js';
export { isUnseen } from './split.js';
export {
  DEFAULT_TRAINING,
  EVENTS_MIN,
  trainScorecard,
  type TrainingInput,
  type TrainingRefusal,
  type TrainingSettings,
} from './train-scorecard.js';
