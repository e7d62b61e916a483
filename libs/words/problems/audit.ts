import type { ProblemTexts } from './problem-text.js';

/** The titles of what `audit` refuses. */
export const AUDIT_PROBLEMS = {
  'audit-tenant-missing': {
    en: 'Name the institution whose audit log you want to see: its short name, as `tenant`.',
    zh: '请通过 `tenant` 参数指定要查看其审计日志的机构简称。',
  },
} as const satisfies ProblemTexts;
