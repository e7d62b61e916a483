import type { Catalogue } from './text.js';

/** The pages of compliance staff: the log-in and the audit log. */
export const STAFF = {
  'staff.area': { en: 'Staff', 'zh-CN': '工作人员' },
  'staff.navigation': { en: 'Your work', 'zh-CN': '您的工作' },
  'staff.sign-in.title': { en: 'Staff log-in', 'zh-CN': '工作人员登录' },
  'staff.sign-in.password': { en: 'Password', 'zh-CN': '密码' },
  'staff.sign-in.submit': { en: 'Sign in', 'zh-CN': '登录' },
  'staff.sign-in.hint': {
    en: 'Five wrong passwords in a row lock an account for 15 minutes. A log-in ends after an hour.',
    'zh-CN': '连续五次输错密码，账户将锁定 15 分钟。登录状态在一小时后失效。',
  },
  'staff.session-ended': {
    en: 'Sign in to go on: there is no log-in, or it has ended.',
    'zh-CN': '请先登录：您尚未登录，或登录状态已失效。',
  },
  'staff.fault': {
    en: 'Something went wrong on our side. Please try again in a while.',
    'zh-CN': '我们的系统出现问题，请稍后再试。',
  },
  'staff.not-found': { en: 'There is nothing at this address.', 'zh-CN': '该地址没有内容。' },
  'staff.back': { en: 'Back to the log-in', 'zh-CN': '返回登录页面' },
  'staff.no-pages': {
    en: 'You are signed in. The page here is for compliance staff; operators work with the API and the command line.',
    'zh-CN': '您已登录。此处的页面供合规人员使用；运维人员请使用 API 和命令行。',
  },
  'staff.audit.title': { en: 'Audit log', 'zh-CN': '审计日志' },
  'staff.audit.lead': {
    en: 'What happened at {tenant}, the newest first. Identities are ids alone. Every search is itself written to this log.',
    'zh-CN': '{tenant}的事件记录，最新的在前。身份仅以编号显示。每次查询本身也会写入该日志。',
  },
  'staff.audit.choose': {
    en: 'Name the institution whose audit log you want to see.',
    'zh-CN': '请填写要查看其审计日志的机构简称。',
  },
  'staff.audit.filters': { en: 'Filters', 'zh-CN': '筛选条件' },
  'staff.audit.tenant': { en: 'Institution (short name)', 'zh-CN': '机构（简称）' },
  'staff.audit.mode': { en: 'Data', 'zh-CN': '数据' },
  'staff.audit.mode.live': { en: 'Live', 'zh-CN': '正式' },
  'staff.audit.mode.test': { en: 'Test', 'zh-CN': '测试' },
  'staff.audit.subject': { en: 'Subject', 'zh-CN': '主体' },
  'staff.audit.consent': { en: 'Consent', 'zh-CN': '授权' },
  'staff.audit.actor': { en: 'Actor', 'zh-CN': '操作者' },
  'staff.audit.action': { en: 'Action', 'zh-CN': '操作' },
  'staff.audit.action-hint': {
    en: 'For example consent.granted, or consent.* for all that begin so.',
    'zh-CN': '例如 consent.granted；consent.* 表示所有以此开头的操作。',
  },
  'staff.audit.outcome': { en: 'Outcome', 'zh-CN': '结果' },
  'staff.audit.outcome.any': { en: 'Any', 'zh-CN': '全部' },
  'staff.audit.outcome.success': { en: 'Done', 'zh-CN': '成功' },
  'staff.audit.outcome.denied': { en: 'Denied', 'zh-CN': '拒绝' },
  'staff.audit.outcome.failure': { en: 'Failed', 'zh-CN': '失败' },
  'staff.audit.since': { en: 'From (UTC)', 'zh-CN': '开始时间（UTC）' },
  'staff.audit.until': { en: 'Before (UTC)', 'zh-CN': '截止时间（UTC，不含）' },
  'staff.audit.search': { en: 'Search', 'zh-CN': '查询' },
  'staff.audit.clear': { en: 'Clear filters', 'zh-CN': '清除筛选条件' },
  'staff.audit.csv': { en: 'Download as CSV', 'zh-CN': '下载 CSV 文件' },
  'staff.audit.at': { en: 'Time (UTC)', 'zh-CN': '时间（UTC）' },
  'staff.audit.resource': { en: 'Resource', 'zh-CN': '资源' },
  'staff.audit.details': { en: 'Details', 'zh-CN': '详情' },
  'staff.audit.event': { en: 'Event and request', 'zh-CN': '事件与请求编号' },
  'staff.audit.caption': { en: 'Events, the newest first', 'zh-CN': '事件列表（最新的在前）' },
  'staff.audit.none': { en: 'No event passes these filters.', 'zh-CN': '没有符合条件的事件。' },
  'staff.audit.older': { en: 'Older events', 'zh-CN': '更早的事件' },
  'staff.audit.newest': { en: 'Back to the newest', 'zh-CN': '返回最新事件' },
  'staff.audit.fault.id': {
    en: '{field}: an id is a lower-case UUID, as the table shows them.',
    'zh-CN': '{field}：编号须为小写的 UUID，与表格中所示一致。',
  },
  'staff.audit.fault.text': {
    en: '{field}: this cannot be read. Check what was entered.',
    'zh-CN': '{field}：无法识别，请检查输入内容。',
  },
  'staff.audit.fault.action': {
    en: '{field}: write an action such as consent.granted, or consent.* for all that begin so.',
    'zh-CN':
      '{field}：请填写如 consent.granted 的操作名称，或以 consent.* 表示所有以此开头的操作。',
  },
  'staff.audit.fault.instant': {
    en: '{field}: write a date and a time, such as 2026-11-24T08:00.',
    'zh-CN': '{field}：请填写日期和时间，例如 2026-11-24T08:00。',
  },
  'staff.audit.fault.span': {
    en: '{field}: must be later than the beginning.',
    'zh-CN': '{field}：须晚于开始时间。',
  },
} as const satisfies Catalogue;
