import type { ProblemTexts } from './problem-text.js';

/** The titles of what `lending` refuses. */
export const LENDING_PROBLEMS = {} as const satisfies ProblemTexts;
