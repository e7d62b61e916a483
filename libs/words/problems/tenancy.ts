import type { ProblemTexts } from './problem-text.js';

/** The titles of what `tenancy` refuses. */
export const TENANCY_PROBLEMS = {
  'api-key-already-revoked': {
    en: 'This API key was revoked. Create a new one.',
    zh: '该 API 密钥已被撤销，请创建新的密钥。',
  },
  'api-key-already-rotated': {
    en: 'This API key was already replaced. Rotate the key that replaced it.',
    zh: '该 API 密钥已被替换，请对替换后的密钥进行轮换。',
  },
  'api-key-malformed': {
    en: 'This is no API key of ours: a character is missing or wrong. Copy it again.',
    zh: '这不是有效的 API 密钥：有字符缺失或错误，请重新复制。',
  },
  'api-key-not-accepted': {
    en: 'This API key is not accepted: it is unknown, revoked or expired.',
    zh: '该 API 密钥未被接受：未知、已撤销或已过期。',
  },
  'api-key-not-found': {
    en: 'There is no such API key.',
    zh: '没有找到该 API 密钥。',
  },
  'tenant-cells-not-allowed': {
    en: 'The number of live cells must be a power of two, from 1 to 4,096.',
    zh: '正式数据单元的数量须为 2 的幂，范围为 1 至 4,096。',
  },
  'tenant-not-found': {
    en: 'There is no such institution.',
    zh: '没有找到该机构。',
  },
  'tenant-slug-taken': {
    en: 'Another institution has this short name.',
    zh: '该简称已被其他机构使用。',
  },
} as const satisfies ProblemTexts;
