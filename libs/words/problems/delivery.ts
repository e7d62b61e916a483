import type { ProblemTexts } from './problem-text.js';

/** The titles of what `delivery` refuses. */
export const DELIVERY_PROBLEMS = {
  'webhook-url-refused': {
    en: 'This address is not called: it must be https, at a public address, port 443 or 8443.',
    zh: '不会向该地址发送：必须使用 https、公网地址以及 443 或 8443 端口。',
  },
  'webhook-endpoints-too-many': {
    en: 'There are as many endpoints as there may be; delete one first.',
    zh: '接收端数量已达上限，请先删除一个。',
  },
  'webhook-endpoint-not-found': {
    en: 'There is no such webhook endpoint.',
    zh: '没有找到该 Webhook 接收端。',
  },
  'webhook-endpoint-disabled': {
    en: 'The endpoint said that it is gone, so nothing is sent there; make a new one.',
    zh: '该接收端已声明停用，不再向其发送；请新建接收端。',
  },
  'webhook-delivery-not-found': {
    en: 'There is no such delivery, or its endpoint is gone.',
    zh: '没有找到该投递记录，或其接收端已不存在。',
  },
} as const satisfies ProblemTexts;
