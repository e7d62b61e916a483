import type { ProblemTexts } from './problem-text.js';

/** The titles of what `sharing` refuses. */
export const SHARING_PROBLEMS = {
  'sharing-data-life-over': {
    en: 'What was made under this consent could be kept for a limited time, which is over.',
    zh: '依据该授权得出的结果有规定的保存期限，期限已过。',
  },
  'sharing-features-missing': {
    en: 'The provider holds no data of this subject that the model can use.',
    zh: '数据提供方没有该主体可供模型使用的数据。',
  },
  'sharing-history-too-short': {
    en: 'The model looks further back than this consent allows. Both spans are named, in months.',
    zh: '模型回溯的时间超出了该授权允许的范围，两者的月数已列出。',
  },
} as const satisfies ProblemTexts;
