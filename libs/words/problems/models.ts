import type { ProblemTexts } from './problem-text.js';

/** The titles of what `models` refuses. */
export const MODELS_PROBLEMS = {} as const satisfies ProblemTexts;
