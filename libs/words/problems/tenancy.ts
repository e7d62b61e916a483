import type { ProblemTexts } from './problem-text.js';

/** The titles of what `tenancy` refuses. */
export const TENANCY_PROBLEMS = {} as const satisfies ProblemTexts;
