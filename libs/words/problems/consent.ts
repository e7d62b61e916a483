import type { ProblemTexts } from './problem-text.js';

/** The titles of what the rules of consent, and the deeds that follow them, refuse. */
export const CONSENT_PROBLEMS = {
  'consent-already-ended': {
    en: 'This consent has already ended.',
    zh: '该授权已经结束。',
  },
  'consent-application-mismatch': {
    en: 'This consent was given for another application.',
    zh: '该授权是为另一笔申请给出的。',
  },
  'consent-clusters-needed-missing': {
    en: 'A group of data that is needed was not allowed. Allow all needed groups, or decline.',
    zh: '有一组必需的数据未获允许。请允许全部必需数据，或选择拒绝。',
  },
  'consent-clusters-not-asked-for': {
    en: 'Only groups of data that were asked for can be allowed, and at least one of them.',
    zh: '只能允许所请求的数据组，且至少需要允许一组。',
  },
  'consent-consumed': {
    en: 'This consent was for one use, which has been made.',
    zh: '该授权仅限使用一次，且已使用。',
  },
  'consent-expired': {
    en: 'This consent is over: its period has ended.',
    zh: '该授权的期限已过，授权已结束。',
  },
  'consent-frequency-exceeded': {
    en: 'This consent has been used as often as it allows for now. Try again in the next period.',
    zh: '该授权在当前时段内的使用次数已达上限，请在下一时段再试。',
  },
  'consent-not-authorised': {
    en: 'The person has not given this consent.',
    zh: '当事人尚未给出该授权。',
  },
  'consent-not-found': {
    en: 'There is no such consent.',
    zh: '没有找到该授权。',
  },
  'consent-purpose-mismatch': {
    en: 'This consent was given for another purpose.',
    zh: '该授权是为另一目的给出的。',
  },
  'consent-request-already-answered': {
    en: 'This request has already been answered.',
    zh: '该请求已经得到答复。',
  },
  'consent-request-lapsed': {
    en: 'This request was not answered in time. The lender can send a new one.',
    zh: '该请求未在规定时间内得到答复，机构可以重新发起请求。',
  },
  'consent-revoked': {
    en: 'This consent was withdrawn.',
    zh: '该授权已被撤回。',
  },
  'consent-scope': {
    en: 'These groups of data are not covered by the consent.',
    zh: '该授权不包含这些数据组。',
  },
  'consent-step-not-allowed': {
    en: 'This cannot be done with the consent as it stands.',
    zh: '授权在当前状态下不能进行此操作。',
  },
  'consent-return-url-not-allowed': {
    en: 'A return address begins with https://, or in test mode with http://localhost.',
    zh: '返回地址须以 https:// 开头；测试模式下可以 http://localhost 开头。',
  },
  'provider-unknown': {
    en: 'No institution of this name provides data.',
    zh: '没有以此名称提供数据的机构。',
  },
  'consent-terms-over-limit': {
    en: 'The request asks for more than its purpose allows. The attribute and its limit are named.',
    zh: '请求超出了该目的所允许的范围，超限的项目及其上限已列出。',
  },
} as const satisfies ProblemTexts;
