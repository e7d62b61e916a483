import type { ProblemTexts } from './problem-text.js';

/** The titles of what `lending` refuses. */
export const LENDING_PROBLEMS = {
  'application-not-found': {
    en: 'There is no such application.',
    zh: '没有找到该申请。',
  },
  'application-reference-taken': {
    en: 'Another application already has this reference. The application is named.',
    zh: '该编号已被另一笔申请使用，相关申请已列出。',
  },
  'application-subject-not-found': {
    en: 'There is no such subject to apply for credit.',
    zh: '没有找到申请信贷的主体。',
  },
} as const satisfies ProblemTexts;
