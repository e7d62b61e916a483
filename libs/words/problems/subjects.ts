import type { ProblemTexts } from './problem-text.js';

/** The titles of what `subjects` refuses. */
export const SUBJECTS_PROBLEMS = {
  'subject-exists': {
    en: 'A subject with this reference is known already, with other data.',
    zh: '该编号的主体已存在，且数据不同。',
  },
  'subject-not-found': {
    en: 'There is no such subject.',
    zh: '没有该主体。',
  },
  'import-not-found': {
    en: 'There is no such import.',
    zh: '没有该导入任务。',
  },
  'import-row-refused': {
    en: 'A row of the file breaks a rule; nothing of the file was imported.',
    zh: '文件中有一行不符合规则；该文件未导入任何内容。',
  },
  'import-stalled': {
    en: 'Nothing more of the file came for a minute; nothing of it was imported.',
    zh: '文件传输已停顿一分钟；该文件未导入任何内容。',
  },
  'import-too-many': {
    en: 'Too many imports are coming in at once; try again later.',
    zh: '同时进行的导入过多，请稍后再试。',
  },
  'import-too-large': {
    en: 'The file is larger than an import may be; nothing of it was imported.',
    zh: '文件超过导入的大小上限；该文件未导入任何内容。',
  },
} as const satisfies ProblemTexts;
