import type { ProblemTexts } from './problem-text.js';

/** The titles of what `scoring` refuses. */
export const SCORING_PROBLEMS = {
  'job-no-data': {
    en: 'There are no subjects to score: no import of this kind has been finished.',
    zh: '没有可评分的对象：此类数据尚无已完成的导入。',
  },
  'job-not-finished': {
    en: 'The job is not done yet, so its results cannot be read.',
    zh: '任务尚未完成，暂时无法读取结果。',
  },
  'job-not-found': {
    en: 'There is no such job.',
    zh: '没有找到该任务。',
  },
  'score-not-found': {
    en: 'There is no such score.',
    zh: '没有找到该评分。',
  },
} as const satisfies ProblemTexts;
