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
  'score-failed': {
    en: 'The score could not be made, however often it was tried; ask for it again.',
    zh: '多次尝试后仍无法完成评分，请重新提交。',
  },
  'score-request-not-found': {
    en: 'There is no such request for scores, or its time is over.',
    zh: '没有找到该评分请求，或其保留期已过。',
  },
  'score-not-found': {
    en: 'There is no such score.',
    zh: '没有找到该评分。',
  },
} as const satisfies ProblemTexts;
