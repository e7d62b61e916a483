import type { ProblemTexts } from './problem-text.js';

/** The titles of what `http` refuses. */
export const HTTP_PROBLEMS = {
  'body-malformed': {
    en: 'The body cannot be read: it must be valid UTF-8 and a whole value of its content type.',
    zh: '无法读取请求正文：须为有效的 UTF-8 编码，且符合其内容类型的完整格式。',
  },
  'body-too-large': {
    en: 'The body is larger than this operation takes.',
    zh: '请求正文超出此操作允许的大小。',
  },
  'content-type-unsupported': {
    en: 'This operation does not read bodies of this content type.',
    zh: '此操作不接受该内容类型的请求正文。',
  },
  'credentials-missing': {
    en: 'Credentials are missing. Send them as "Authorization: Bearer …".',
    zh: '缺少凭证。请以 “Authorization: Bearer …” 的形式发送。',
  },
  'idempotency-key-in-flight': {
    en: 'A call with this Idempotency-Key has not been answered yet. Try again in a moment.',
    zh: '使用该 Idempotency-Key 的请求尚未得到答复，请稍后再试。',
  },
  'idempotency-key-malformed': {
    en: 'An Idempotency-Key has 1 to 255 printable ASCII characters, with or without quotes.',
    zh: 'Idempotency-Key 须为 1 至 255 个可打印的 ASCII 字符，可带或不带引号。',
  },
  'idempotency-key-reused': {
    en: 'This Idempotency-Key came with another input before. The field that differs is named.',
    zh: '该 Idempotency-Key 此前已用于不同的输入，存在差异的字段已列出。',
  },
  'input-invalid': {
    en: 'The input breaks a rule. Each fault is listed with its place.',
    zh: '输入不符合规则，每处错误及其位置已列出。',
  },
  'internal-error': {
    en: 'Something failed on our side. Name the request id when you ask us about it.',
    zh: '我方出现故障。咨询时请提供请求编号。',
  },
  'method-not-allowed': {
    en: 'This address exists, but not for this method. The header Allow names the right ones.',
    zh: '该地址存在，但不支持此方法。可用的方法见 Allow 响应头。',
  },
  'not-ready': {
    en: 'The service cannot take calls at the moment. What is missing is named.',
    zh: '服务暂时无法处理请求，缺少的部分已列出。',
  },
  'rate-limit-exceeded': {
    en: 'Too many calls. Wait as many seconds as the header Retry-After says.',
    zh: '请求过于频繁。请按 Retry-After 响应头所示的秒数等待后再试。',
  },
  'request-malformed': {
    en: 'The request cannot be read.',
    zh: '无法读取该请求。',
  },
  'request-timeout': {
    en: 'The request did not arrive in time.',
    zh: '请求未在规定时间内到达。',
  },
  'route-not-found': {
    en: 'There is nothing at this address.',
    zh: '该地址没有内容。',
  },
  'scope-missing': {
    en: 'The API key does not hold the scope that this operation needs. The scope is named.',
    zh: '该 API 密钥没有此操作所需的权限范围，所需范围已列出。',
  },
  'service-unavailable': {
    en: 'The service is stopping or starting. Try again in a moment.',
    zh: '服务正在停止或启动，请稍后再试。',
  },
  'staff-platform-only': {
    en: "Only the platform's own staff may do this.",
    zh: '只有平台自己的工作人员可以进行此操作。',
  },
  'staff-role-missing': {
    en: 'This needs another role than yours. The role is named.',
    zh: '此操作需要您所没有的角色，所需角色已列出。',
  },
  'staff-tenant-only': {
    en: "Only an institution's own staff may do this, not the platform's.",
    zh: '只有机构自己的工作人员可以进行此操作，平台人员不可以。',
  },
  'staff-token-not-accepted': {
    en: 'The log-in is not accepted: it has ended or is not ours. Sign in again.',
    zh: '登录凭证未被接受：已过期或无效。请重新登录。',
  },
} as const satisfies ProblemTexts;
