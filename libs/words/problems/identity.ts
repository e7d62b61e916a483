import type { ProblemTexts } from './problem-text.js';

/** The titles of what `identity` refuses. */
export const IDENTITY_PROBLEMS = {
  'staff-email-taken': {
    en: 'This address already has an account.',
    zh: '该邮箱地址已有账户。',
  },
  'staff-password-length': {
    en: 'A password has 12 to 128 characters.',
    zh: '密码须为 12 至 128 个字符。',
  },
  'staff-sign-in-refused': {
    en: 'Address and password do not match, or the account is locked for a while.',
    zh: '邮箱地址与密码不匹配，或账户暂时被锁定。',
  },
} as const satisfies ProblemTexts;
