import type { ProblemTexts } from './problem-text.js';

/** The titles of what `scoring` refuses. */
export const SCORING_PROBLEMS = {} as const satisfies ProblemTexts;
