import type { ProblemTexts } from './problem-text.js';

/** The titles of what `audit` refuses. */
export const AUDIT_PROBLEMS = {} as const satisfies ProblemTexts;
