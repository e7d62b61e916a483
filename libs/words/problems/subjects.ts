import type { ProblemTexts } from './problem-text.js';

/** The titles of what `subjects` refuses. */
export const SUBJECTS_PROBLEMS = {} as const satisfies ProblemTexts;
