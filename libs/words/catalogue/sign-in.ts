import type { Catalogue } from './text.js';

/** The way in: the page before the log-in, the address, the code, and whose data are meant. */
export const SIGN_IN = {
  'landing.title': { en: '{recipient} asks for your consent', 'zh-CN': '{recipient}请求您的授权' },
  'landing.lead': {
    en: '{recipient} asks whether a score may be made from the data that {provider} holds about you.',
    'zh-CN': '{recipient}希望使用{provider}所持有的您的数据计算一个信用评分，特此征求您的同意。',
  },
  'landing.lead-firm': {
    en: '{recipient} asks whether a score may be made from the data that {provider} holds about your firm.',
    'zh-CN':
      '{recipient}希望使用{provider}所持有的贵企业的数据计算一个信用评分，特此征求您的同意。',
  },
  'landing.next': { en: 'What happens next', 'zh-CN': '接下来的步骤' },
  'landing.step-sign-in': {
    en: 'You sign in with your e-mail address. {provider} must know it; we send a code of six digits there.',
    'zh-CN': '使用电子邮箱登录。该邮箱须为您在{provider}登记的邮箱，我们会向其发送六位数字验证码。',
  },
  'landing.step-read': {
    en: 'You read what exactly is asked for, how long, and what it means for you.',
    'zh-CN': '阅读请求的具体内容、期限以及对您的影响。',
  },
  'landing.step-answer': {
    en: 'You allow or decline. Until you allow, nothing is shared.',
    'zh-CN': '选择同意或拒绝。在您同意之前，不会共享任何数据。',
  },
  'landing.open-until': {
    en: 'This request is open until {instant}.',
    'zh-CN': '本请求的有效期至{instant}。',
  },
  'landing.leave': {
    en: 'You can leave at any time: close this page or go back to {recipient}. Nothing is shared then.',
    'zh-CN': '您可以随时离开：关闭本页面或返回{recipient}即可，届时不会共享任何数据。',
  },
  'landing.continue': { en: 'Continue to sign in', 'zh-CN': '继续登录' },
  'action.leave': { en: 'Leave and go back to {recipient}', 'zh-CN': '离开并返回{recipient}' },
  'action.leave-here': { en: 'Leave without an answer', 'zh-CN': '不作答复并离开' },
  'email.title': { en: 'Sign in', 'zh-CN': '登录' },
  'email.lead': {
    en: 'Enter your e-mail address. We send you a code; there is no password.',
    'zh-CN': '请输入您的电子邮箱。我们会向您发送验证码，无需密码。',
  },
  'email.lead-request': {
    en: 'Enter the e-mail address that {provider} has for you. We send a code to it; there is no password.',
    'zh-CN': '请输入您在{provider}登记的电子邮箱。我们会向该邮箱发送验证码，无需密码。',
  },
  'email.label': { en: 'E-mail address', 'zh-CN': '电子邮箱' },
  'email.submit': { en: 'Send me a code', 'zh-CN': '发送验证码' },
  'email.malformed': {
    en: 'This is not an e-mail address. It looks like name@example.com.',
    'zh-CN': '这不是有效的电子邮箱地址，正确的格式如 name@example.com。',
  },
  'email.too-many': {
    en: 'Too many codes were asked for. Try again later.',
    'zh-CN': '获取验证码的次数过多，请稍后再试。',
  },
  'code.title': { en: 'Enter the code', 'zh-CN': '输入验证码' },
  'code.sent': {
    en: 'If {email} can be used here, a mail with a code of six digits is on its way.',
    'zh-CN': '如果 {email} 可用于登录，您将收到一封包含六位数字验证码的邮件。',
  },
  'code.label': { en: 'Code of six digits', 'zh-CN': '六位数字验证码' },
  'code.valid': {
    en: 'The code is valid for {minutes}, until {time}, and can be used once.',
    'zh-CN': '验证码在{minutes}内有效（至{time}），且只能使用一次。',
  },
  'code.submit': { en: 'Sign in', 'zh-CN': '登录' },
  'code.resend-hint': {
    en: 'No mail? Look into your spam folder. A new code can be sent {seconds} after the last one.',
    'zh-CN': '没有收到邮件？请先查看垃圾邮件。距上次发送{seconds}后可以重新获取验证码。',
  },
  'code.resend': { en: 'Send a new code', 'zh-CN': '重新发送验证码' },
  'code.other-address': { en: 'Use another address', 'zh-CN': '使用其他邮箱' },
  'code.wrong': {
    en: 'This code is not right. Check the digits, or ask for a new code.',
    'zh-CN': '验证码不正确。请核对数字，或重新获取验证码。',
  },
  'code.expired': {
    en: 'This code is no longer valid. Ask for a new one.',
    'zh-CN': '该验证码已失效，请重新获取。',
  },
  'code.too-many': {
    en: 'Too many wrong codes. Ask for a new code.',
    'zh-CN': '输入错误次数过多，请重新获取验证码。',
  },
  'code.wait': {
    en: 'Please wait a moment before you ask for another code.',
    'zh-CN': '请稍候再重新获取验证码。',
  },
  'pick.title': { en: 'Whose data are meant?', 'zh-CN': '请选择要使用的数据' },
  'pick.lead': {
    en: '{provider} knows several customers with your address. Choose the one that this request is about.',
    'zh-CN': '在{provider}有多个客户使用您的邮箱。请选择本请求所针对的客户。',
  },
  'pick.legend': { en: 'Customers at {provider}', 'zh-CN': '在{provider}的客户' },
  'pick.person': { en: 'Person, reference {reference}', 'zh-CN': '个人，编号 {reference}' },
  'pick.firm': { en: 'Firm, reference {reference}', 'zh-CN': '企业，编号 {reference}' },
  'pick.submit': { en: 'Continue', 'zh-CN': '继续' },
  'pick.missing': { en: 'Choose one of them.', 'zh-CN': '请选择其中一项。' },
} as const satisfies Catalogue;
