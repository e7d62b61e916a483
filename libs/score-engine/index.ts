export { ACTIONABLE } from './actionable.js';
export {
  compileApplicability,
  IN_DEFAULT,
  INTERVAL_LEVEL,
  judge,
  pdIntervalOf,
  SCORE_STATES,
  type Applicability,
  type ApplicabilityTerms,
  type Judgement,
  type PdInterval,
  type ScoreState,
} from './applicability.js';
export {
  artefactHash,
  BINS_MAX,
  CHARACTERISTICS_MAX,
  CURVE_POINTS_MAX,
  parseArtefact,
  type Artefact,
  type Characteristic,
  type ScorecardReport,
} from './artefact.js';
export { bandOf, BANDS_MAX, DEFAULT_BANDS, parseBands, type Band } from './bands.js';
export { calibrated } from './calibrated.js';
export { Calibration, isCalibrationMap, type CalibrationMap } from './calibration.js';
export {
  CLUSTERS_OF,
  withheldMask,
  type BalanceMonth,
  type ClusterName,
  type Clusters,
  type InstalmentData,
  type OrderData,
  type PayoutMonth,
  type ProfileData,
  type SalesMonth,
  type SubjectKind,
} from './clusters.js';
export { logisticScorer } from './compile-logistic.js';
export { compileScorecard, type CompiledScorecard } from './compile-scorecard.js';
export { computeFeatureRows, computeFeatures } from './compute-features.js';
export {
  CHANGES_MAX,
  whatWouldChange,
  type Change,
  type Changes,
  type ScoredRow,
} from './counterfactual.js';
export {
  featureSetHash,
  parseDefinitions,
  WINDOW_MONTHS_MAX,
  type Aggregation,
  type FeatureDefinition,
  type ParseRefusal,
} from './definition.js';
export { ENGINE_VERSION } from './engine-version.js';
export { FIRM_FEATURES } from './firm-features.js';
export { instalmentsFromDelays, type MonthlyDelay } from './instalments-from-delays.js';
export {
  CATEGORIES_MAX,
  readLogisticArtefact,
  type LogisticArtefact,
  type LogisticRefusal,
  type LogisticTerm,
} from './logistic-artefact.js';
export { NOT_SCORABLE, type NotScorable } from './not-scorable.js';
export { packFeatures, unpackInto } from './pack.js';
export { PERSON_FEATURES } from './person-features.js';
export { prohibitedIn, PROHIBITED_ATTRIBUTES } from './prohibited.js';
export {
  JURISDICTIONS,
  prohibitedAt,
  type Jurisdiction,
  type ProhibitedRule,
  type StudiedAttribute,
} from './prohibited-rules.js';
export { REASON_CODES, type ReasonCode } from './reasons-catalogue.js';
export {
  boundsOf,
  DEFAULT_SCALE,
  parseScale,
  PD_MAX,
  PD_MIN,
  pdOf,
  roundHalfEven,
  scoreOf,
  shownPoints,
  type Scale,
  type ScaledScore,
  type ScoreBounds,
  type ShownPoints,
} from './scale.js';
export { FAVOURABLE } from './favourable-catalogue.js';
export {
  FAVOURABLE_MAX,
  NO_REASON,
  REASONS_MAX,
  reasonsOf,
  scoreBatch,
  type Answers,
  type Batch,
} from './score-batch.js';
export { scorecardScorer, type Scorer } from './scorer.js';
export { studiedIn, STUDY_FEATURES } from './study-features.js';
export {
  readTreeArtefact,
  TREE_COLUMNS_MAX,
  type FileTools,
  type TreeArtefact,
  type TreeRefusal,
} from './tree-artefact.js';
export { treeScorer, type ReadyTrees } from './tree-scorer.js';
export type { TreeRows } from './trees/cells.js';
export { compileTrees, type CompiledTrees } from './trees/compile-trees.js';
export {
  compileExplainer,
  explainRows,
  type Explainer,
  type Explanations,
  type ExplainMethod,
} from './trees/explain-trees.js';
export { checkGolden, type GoldenMiss, type GoldenRows } from './trees/golden.js';
export { importTreeModel, TREE_FORMATS, type TreeFormat } from './trees/import-tree-model.js';
export type { ExplainRefusal } from './trees/leaf-paths.js';
export { BACKGROUND_MAX, MODEL_BYTES_MAX, MODEL_FEATURES_MAX, TREES_MAX } from './trees/limits.js';
export { linked, outputOf } from './trees/link.js';
export { marginsOf } from './trees/margins.js';
export type { ModelRefusal } from './trees/refusal.js';
export type { Link, ModelFeature, TreeModel } from './trees/tree-model.js';
