import type { ProblemTexts } from './problem-text.js';

/** The titles of what `http` refuses. */
export const HTTP_PROBLEMS = {} as const satisfies ProblemTexts;
