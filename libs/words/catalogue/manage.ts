import type { Catalogue } from './text.js';

/** After the answer: results, the list of consents, one of them, and stopping it. */
export const MANAGE = {
  'outcome.nothing-shared': { en: 'Nothing was shared', 'zh-CN': '未共享任何数据' },
  'outcome.declined': {
    en: 'You declined. {recipient} is not told that you did.',
    'zh-CN': '您已拒绝。我们不会告知{recipient}您已拒绝。',
  },
  'outcome.left': {
    en: 'You left without an answer. You can come back through the same link until {instant}.',
    'zh-CN': '您未作答复即已离开。在{instant}之前，您可以通过同一链接再次进入。',
  },
  'outcome.lapsed': {
    en: 'This request was not answered in time and is closed.',
    'zh-CN': '本请求未在规定时间内得到答复，现已关闭。',
  },
  'outcome.new-request': {
    en: 'If you still want to share, ask {recipient} for a new request.',
    'zh-CN': '如果您仍愿意共享，请让{recipient}重新发起请求。',
  },
  'action.back-to': { en: 'Back to {recipient}', 'zh-CN': '返回{recipient}' },
  'action.manage': { en: 'View or stop this sharing', 'zh-CN': '查看或停止共享' },
  'action.home': { en: 'To my sharing', 'zh-CN': '查看我的授权' },
  'granted.title': { en: 'You allowed it', 'zh-CN': '您已同意' },
  'granted.lead': {
    en: '{recipient} may now have a score made from your data at {provider}, until {date}.',
    'zh-CN': '{recipient}现在可以使用您在{provider}的数据计算评分，有效期至{date}。',
  },
  'granted.shared': { en: 'Used for the score', 'zh-CN': '用于评分的数据' },
  'granted.withheld': { en: 'Left out', 'zh-CN': '未允许的数据' },
  'granted.receipt': { en: 'Receipt number', 'zh-CN': '回执编号' },
  'granted.mail': {
    en: 'We have sent the receipt to your e-mail address. Keep the number.',
    'zh-CN': '回执已发送至您的电子邮箱，请妥善保存回执编号。',
  },
  'home.title': { en: 'My sharing', 'zh-CN': '我的授权' },
  'home.lead': {
    en: 'To whom you have allowed what, and the scores made from it.',
    'zh-CN': '您向哪些机构授予了哪些授权，以及由此得出的评分。',
  },
  'home.current': { en: 'Current', 'zh-CN': '当前有效' },
  'home.ended': { en: 'Ended', 'zh-CN': '已结束' },
  'home.none-current': {
    en: 'At present you share nothing.',
    'zh-CN': '您目前没有共享任何数据。',
  },
  'home.scores': { en: 'Scores', 'zh-CN': '评分' },
  'home.no-number': { en: 'No score', 'zh-CN': '无评分' },
  'home.no-scores': { en: 'No score has been made yet.', 'zh-CN': '尚未计算任何评分。' },
  'home.from-to': {
    en: '{recipient}, from your data at {provider}',
    'zh-CN': '{recipient}，数据来自{provider}',
  },
  'home.valid-until': { en: 'Valid until {date}', 'zh-CN': '有效期至{date}' },
  'home.ended-on': { en: 'Ended on {date}', 'zh-CN': '结束于{date}' },
  'home.details': { en: 'Details', 'zh-CN': '详情' },
  'home.details-of': {
    en: 'Details: sharing with {recipient}',
    'zh-CN': '详情：向{recipient}共享',
  },
  'home.stop-of': { en: 'Stop sharing with {recipient}', 'zh-CN': '停止向{recipient}共享' },
  'home.score-of': {
    en: 'Score for {recipient}, {instant}',
    'zh-CN': '{recipient}的评分，{instant}',
  },
  'status.AWAITING_AUTHORISATION': { en: 'Waiting for your answer', 'zh-CN': '等待您的答复' },
  'status.AUTHORISED': { en: 'Allowed, not used yet', 'zh-CN': '已同意，尚未使用' },
  'status.ACTIVE': { en: 'Allowed, in use', 'zh-CN': '已同意，使用中' },
  'status.REJECTED': { en: 'Not allowed', 'zh-CN': '未同意' },
  'status.REVOKED': { en: 'Stopped by you', 'zh-CN': '您已停止' },
  'status.EXPIRED': { en: 'Period is over', 'zh-CN': '期限已过' },
  'status.CONSUMED': { en: 'Used once, ended', 'zh-CN': '已使用一次，现已结束' },
  'detail.title': { en: 'Sharing with {recipient}', 'zh-CN': '向{recipient}的共享' },
  'detail.terms': { en: 'What you allowed', 'zh-CN': '您同意的内容' },
  'detail.status': { en: 'Status', 'zh-CN': '状态' },
  'detail.given': { en: 'Allowed on', 'zh-CN': '同意时间' },
  'detail.ended': { en: 'Ended on', 'zh-CN': '结束时间' },
  'detail.version': { en: 'Version', 'zh-CN': '版本' },
  'detail.history': { en: 'Everything that happened', 'zh-CN': '全部记录' },
  'detail.history-lead': {
    en: 'Every use and every refused attempt, the latest first. Times are in {zone}.',
    'zh-CN': '包括每一次使用和每一次被拒绝的尝试，最近的在前。时间以 {zone} 时区为准。',
  },
  'detail.no-history': { en: 'Nothing has happened yet.', 'zh-CN': '暂无记录。' },
  'detail.more': { en: 'Earlier entries', 'zh-CN': '更早的记录' },
  'detail.scores': { en: 'Scores made under it', 'zh-CN': '据此得出的评分' },
  'history.asked': {
    en: '{recipient} asked for your consent.',
    'zh-CN': '{recipient}请求您的授权。',
  },
  'history.granted': { en: 'You allowed it.', 'zh-CN': '您表示同意。' },
  'history.read': {
    en: '{recipient} had a score made from: {clusters}.',
    'zh-CN': '{recipient}使用以下数据计算了评分：{clusters}。',
  },
  'history.seen-again': {
    en: '{recipient} looked at a score that had already been made.',
    'zh-CN': '{recipient}再次查看了已有的评分。',
  },
  'history.denied': {
    en: '{recipient} tried to use it and was refused. {reason}',
    'zh-CN': '{recipient}尝试使用但被拒绝。{reason}',
  },
  'history.withdrawn': { en: 'You stopped the sharing.', 'zh-CN': '您停止了共享。' },
  'history.expired': { en: 'The period ended.', 'zh-CN': '授权期限届满。' },
  'withdraw.title': { en: 'Stop sharing with {recipient}?', 'zh-CN': '停止向{recipient}共享？' },
  'withdraw.effect': { en: 'What happens then', 'zh-CN': '停止之后' },
  'withdraw.at-once': {
    en: 'From this moment {recipient} gets no new score, and can no longer call up one that was already made.',
    'zh-CN': '自此刻起，{recipient}不能再获得新的评分，也不能再调取已有的评分。',
  },
  'withdraw.application': {
    en: 'If your application is still open, {recipient} may decide without this score, or not grant the loan.',
    'zh-CN':
      '如果您的申请尚未办结，{recipient}可能在没有该评分的情况下作出决定，也可能不发放贷款。',
  },
  'withdraw.past': {
    en: 'Decisions that were made before remain valid, and so does a running loan.',
    'zh-CN': '此前已作出的决定以及存续中的贷款仍然有效。',
  },
  'withdraw.kept': {
    en: 'The record of what was allowed and used is kept as evidence. You can see it here.',
    'zh-CN': '授权及使用的记录会作为凭证保留，您可以在此查看。',
  },
  'withdraw.final': {
    en: 'It cannot be undone. If you want to share again, {recipient} sends you a new request. Stopping is free of charge.',
    'zh-CN': '此操作不可撤销。如需再次共享，须由{recipient}重新发起请求。停止共享不收取任何费用。',
  },
  'withdraw.stop': { en: 'Stop sharing', 'zh-CN': '停止共享' },
  'withdraw.back': { en: 'Back', 'zh-CN': '返回' },
  'withdrawn.title': { en: 'Sharing has stopped', 'zh-CN': '共享已停止' },
  'withdrawn.lead': {
    en: 'Since {instant} {recipient} can no longer get a score under this consent.',
    'zh-CN': '自{instant}起，{recipient}不能再依据本授权获得评分。',
  },
  'withdrawn.mail': {
    en: 'We have sent a receipt of the withdrawal to your e-mail address.',
    'zh-CN': '撤回回执已发送至您的电子邮箱。',
  },
} as const satisfies Catalogue;
