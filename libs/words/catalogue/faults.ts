import type { Catalogue } from './text.js';

/** The page for what went wrong. */
export const FAULTS = {
  'error.title': { en: 'This did not work', 'zh-CN': '操作未成功' },
  'error.fault': {
    en: 'Something went wrong on our side. Nothing was changed. Please try again in a while.',
    'zh-CN': '我们的系统出现问题，您的数据和授权没有变化，请稍后再试。',
  },
  'error.not-found': {
    en: 'There is nothing at this address. Check the link in your message.',
    'zh-CN': '该地址没有内容，请检查您收到的链接。',
  },
  'error.session': {
    en: 'Your session has ended. Please sign in again. Nothing was shared.',
    'zh-CN': '您的会话已结束，请重新登录。未共享任何数据。',
  },
  'error.form': {
    en: 'This form is no longer valid. Go back, load the page again and send it once more.',
    'zh-CN': '该表单已失效。请返回并重新加载页面后再次提交。',
  },
  'error.too-many': {
    en: 'Too many attempts. Please wait a while and try again.',
    'zh-CN': '尝试次数过多，请稍后再试。',
  },
  'error.changed': {
    en: 'The text of this page changed while you were reading. Please read it again before you decide.',
    'zh-CN': '在您阅读期间，本页内容已更新。请重新阅读后再作决定。',
  },
  'error.summary': { en: 'Please correct this', 'zh-CN': '请更正以下内容' },
  'error.reference': {
    en: 'Reference for support: {reference}',
    'zh-CN': '客服参考编号：{reference}',
  },
} as const satisfies Catalogue;
