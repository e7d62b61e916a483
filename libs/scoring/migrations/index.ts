import { Scoring1764000000900 } from './1764000000900-scoring.js';
import { ScoreInput1764000001950 } from './1764000001950-score-input.js';
import { ScoreRequest1764000001970 } from './1764000001970-score-request.js';
import { Shadow1764000001900 } from './1764000001900-shadow.js';

/** This lib's migrations, in order of time. */
export const SCORING_MIGRATIONS = [
  Scoring1764000000900,
  Shadow1764000001900,
  ScoreInput1764000001950,
  ScoreRequest1764000001970,
];
