import type { ProblemTexts } from './problem-text.js';

/** The titles of what `deciding` refuses. */
export const DECIDING_PROBLEMS = {
  'decision-not-found': {
    en: 'There is no such decision.',
    zh: '没有找到该决定。',
  },
  'decision-not-referred': {
    en: 'The decision is no referral, so there is nothing to resolve.',
    zh: '该决定不是转人工审核，无需处理。',
  },
  'decision-reasons-missing': {
    en: 'A decline needs at least one reason.',
    zh: '拒绝时至少需要一项原因。',
  },
  'decision-resolved-already': {
    en: 'The referral has been resolved already.',
    zh: '该转审申请已处理。',
  },
  'decision-score-of-another': {
    en: 'The score was made for another application.',
    zh: '该评分是为另一项申请生成的。',
  },
  'policy-deployment-stale': {
    en: 'Another version of the policy is in force than the one this was based on. Look again.',
    zh: '当前生效的策略版本与本操作所依据的版本不同，请重新查看。',
  },
  'policy-gave-no-answer': {
    en: 'The policy in force gives no sound answer for this application. Nothing was decided.',
    zh: '生效的策略未能对该申请给出有效结果，未作出任何决定。',
  },
  'policy-leaves-open': {
    en: 'The policy leaves an application without an answer, or without a reason. Nothing was kept.',
    zh: '该策略对某些申请没有给出结果或原因，未保存任何内容。',
  },
  'policy-not-deployed': {
    en: 'No policy is deployed for the product that was applied for.',
    zh: '尚未为所申请的产品部署策略。',
  },
  'policy-not-found': {
    en: 'There is no such policy.',
    zh: '没有找到该策略。',
  },
  'policy-nothing-before': {
    en: 'There is no version before this one to go back to.',
    zh: '没有可回退的更早版本。',
  },
  'policy-proposal-approved': {
    en: 'The proposal has been approved already.',
    zh: '该提议已获批准。',
  },
  'policy-proposal-lapsed': {
    en: 'The proposal waited too long for its approval. Propose it again.',
    zh: '该提议等待批准的时间过长，请重新提议。',
  },
  'policy-proposal-not-found': {
    en: 'There is no such proposal.',
    zh: '没有找到该提议。',
  },
  'policy-same-person': {
    en: 'Who proposed a policy cannot approve it: a second person must.',
    zh: '提议人不能批准自己的提议，须由另一人批准。',
  },
  'policy-test-missed': {
    en: 'The policy misses one of its own cases. The path names the case. Nothing was kept.',
    zh: '该策略未通过自带的测试用例，路径指出了该用例，未保存任何内容。',
  },
  'policy-too-large': {
    en: 'The policy is larger than what is read.',
    zh: '该策略超出了可读取的大小。',
  },
  'policy-unsound': {
    en: 'The policy is not sound, or uses what no policy may. The path names the offending place.',
    zh: '该策略不合规范，或使用了不允许的内容，路径指出了有问题的位置。',
  },
} as const satisfies ProblemTexts;
