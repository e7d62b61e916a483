/** Why nothing is scored, in words that a person reads. */
export const NOT_SCORABLE = {
  'no-data': {
    en: 'There are no data of the kinds that the model looks at.',
    zh: '没有该模型所考察的任何数据。',
  },
  'too-little-shared': {
    en: 'What was shared is too little for a score. More might be enough.',
    zh: '所共享的数据不足以评分；共享更多数据后或可评分。',
  },
  'too-little-history': {
    en: 'The history is too short for a score.',
    zh: '历史记录过少，不足以评分。',
  },
} as const;

/** Why nothing is scored: nothing is known, too little was shown of it, or it is too little. */
export type NotScorable = keyof typeof NOT_SCORABLE;
