import type { ProblemTexts } from './problem-text.js';

/** The titles of what `portal` refuses. */
export const PORTAL_PROBLEMS = {} as const satisfies ProblemTexts;
