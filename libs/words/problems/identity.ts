import type { ProblemTexts } from './problem-text.js';

/** The titles of what `identity` refuses. */
export const IDENTITY_PROBLEMS = {} as const satisfies ProblemTexts;
