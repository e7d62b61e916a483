import { Scoring1764000000900 } from './1764000000900-scoring.js';

/** This lib's migrations, in order of time. */
export const SCORING_MIGRATIONS = [Scoring1764000000900];
