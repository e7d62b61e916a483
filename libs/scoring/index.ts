export { type BorrowerScore, BorrowerScores } from './borrower-scores.js';
export { type JobResult, ReadJob, type ReadJobRefusal } from './bulk/read-job.js';
export { StartJob, type StartJobRefusal } from './bulk/start-job.js';
export { SCORING_HANDLED } from './events.js';
export { flagNames } from './flags.js';
export { SCORING_HANDLERS } from './handlers.js';
export { SCORING_MIGRATIONS } from './migrations/index.js';
export { ReadScore, type ReadScoreRefusal } from './read-score.js';
export {
  type ScoreAnswer,
  type ScoreInput,
  ScoreSubject,
  type ScoreSubjectRefusal,
} from './score-subject.js';
export { reasonViews, type ReasonView, type ScoreView } from './score-view.js';
export { ScoringModule } from './scoring.module.js';
export type { Job } from './tables/job.js';
