export { type BorrowerScore, type BorrowersConsent, BorrowerScores } from './borrower-scores.js';
export { type JobResult, ReadJob, type ReadJobRefusal } from './bulk/read-job.js';
export { StartJob, type StartJobRefusal } from './bulk/start-job.js';
export { SCORING_HANDLED } from './events.js';
export type { Explained } from './explain-inputs.js';
export { flagNames } from './flags.js';
export { SCORING_HANDLERS } from './handlers.js';
export { SCORING_MIGRATIONS } from './migrations/index.js';
export { type FoundScore, ReadScore, type ReadScoreRefusal } from './read-score.js';
export { ReadShadows, type ReadShadowsRefusal, type ShadowReport } from './read-shadows.js';
export { type Replay, type ReplayedScore, ReplayScore } from './replay-score.js';
export {
  AskForScores,
  CALL_ITEMS_MAX,
  DEADLINE_MS,
  type ScoresAsked,
} from './requests/ask-for-scores.js';
export type { AskedItem, ItemRefusal, MalformedItem } from './requests/item.js';
export { SCORING_SWEEPS } from './requests/keep.js';
export {
  ReadScoreRequest,
  type ReadScoreRequestRefusal,
  requestView,
  type ScoreRequestView,
} from './requests/read-score-request.js';
export type { ScoreAnswer } from './score-batch.js';
export { type PointsView, reasonViews, type ReasonView, type ScoreView } from './score-view.js';
export { ScoringModule } from './scoring.module.js';
export type { Job } from './tables/job.js';
export type { ScoreRequest } from './tables/score-request.js';
