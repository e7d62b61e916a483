import type { ProblemTexts } from './problem-text.js';

/** The titles of what `sharing` refuses. */
export const SHARING_PROBLEMS = {} as const satisfies ProblemTexts;
