import type { Catalogue } from './text.js';

/** Mails: the code, and the receipts. */
export const MAIL = {
  'mail.code.subject': { en: '{code} is your Assay code', 'zh-CN': '您的 Assay 验证码是 {code}' },
  'mail.code.use': {
    en: 'Enter this code to sign in at {domain}:',
    'zh-CN': '请在 {domain} 输入以下验证码登录：',
  },
  'mail.code.valid': {
    en: 'It is valid for {minutes} and can be used once.',
    'zh-CN': '验证码在{minutes}内有效，且只能使用一次。',
  },
  'mail.code.about': {
    en: 'It was asked for because {recipient} requests your consent.',
    'zh-CN': '发送此验证码是因为{recipient}请求您的授权。',
  },
  'mail.code.ignore': {
    en: 'If you did not ask for it, do nothing: without the code nothing is shared. Never give the code to anybody. We never ask for your bank password.',
    'zh-CN':
      '如果不是您本人操作，请忽略本邮件：没有验证码就不会共享任何数据。请勿将验证码告诉任何人。我们绝不会索要您的银行密码。',
  },
  'mail.granted.subject': {
    en: 'Receipt {receipt}: you allowed {recipient} to have a score made',
    'zh-CN': '回执 {receipt}：您已同意{recipient}计算信用评分',
  },
  'mail.granted.lead': {
    en: 'On {instant} you gave this consent:',
    'zh-CN': '您于{instant}给出以下授权：',
  },
  'mail.withdrawn.subject': {
    en: 'Receipt {receipt}: you stopped sharing with {recipient}',
    'zh-CN': '回执 {receipt}：您已停止向{recipient}共享',
  },
  'mail.withdrawn.lead': {
    en: 'On {instant} you withdrew this consent. It took effect at once:',
    'zh-CN': '您于{instant}撤回以下授权，立即生效：',
  },
  'mail.line': { en: '{label}: {value}', 'zh-CN': '{label}：{value}' },
  'mail.recipient': { en: 'Who gets the score', 'zh-CN': '评分获得方' },
  'mail.provider': { en: 'Who holds the data', 'zh-CN': '数据持有方' },
  'mail.withdraw-how': {
    en: 'You can stop the sharing at any time, free of charge: sign in with this e-mail address at {url} and choose “Stop sharing”.',
    'zh-CN': '您可以随时免费停止共享：用本电子邮箱登录 {url}，选择“停止共享”即可。',
  },
  'mail.see': {
    en: 'Every use and every refused attempt can be seen at {url}.',
    'zh-CN': '每一次使用和每一次被拒绝的尝试都可以在 {url} 查看。',
  },
} as const satisfies Catalogue;
