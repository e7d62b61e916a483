import type { Catalogue } from './text.js';

/** What every page has: navigation, languages, the platform's own part, and safety. */
export const FRAME = {
  'frame.brand': { en: 'Assay', 'zh-CN': 'Assay' },
  'frame.title': { en: '{page} – Assay', 'zh-CN': '{page} – Assay' },
  'frame.skip': { en: 'Skip to the content', 'zh-CN': '跳到正文' },
  'frame.navigation': { en: 'Your account', 'zh-CN': '您的账户' },
  'frame.home': { en: 'My sharing', 'zh-CN': '我的授权' },
  'frame.sign-out': { en: 'Sign out', 'zh-CN': '退出登录' },
  'frame.languages': { en: 'Language', 'zh-CN': '语言' },
  'frame.language.en': { en: 'English', 'zh-CN': 'English' },
  'frame.language.zh-CN': { en: '简体中文', 'zh-CN': '简体中文' },
  'frame.platform-role': {
    en: 'Assay runs this page on behalf of both institutions: it asks for your answer, computes the score and keeps the record. Assay lends no money and sells no data.',
    'zh-CN':
      'Assay 受双方机构委托运营本页面：征求您的答复、计算评分并保存记录。Assay 不发放贷款，也不出售数据。',
  },
  'frame.safety': {
    en: 'Nobody will ever ask you for your bank password here, and nobody may ask for it on our behalf. Enter the code from our mail only on {domain}.',
    'zh-CN':
      '任何人都不会在本页面向您索要银行密码，也无权以我们的名义索要。邮件中的验证码请仅在 {domain} 上输入。',
  },
} as const satisfies Catalogue;
