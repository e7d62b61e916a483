import type { Catalogue } from './text.js';

/** The score page. */
export const SCORE = {
  'score.title': { en: 'Your score for {recipient}', 'zh-CN': '您提供给{recipient}的评分' },
  'score.lead': {
    en: 'This is what {recipient} was told on {instant}.',
    'zh-CN': '以下是{instant}提供给{recipient}的结果。',
  },
  'score.points': { en: 'Score', 'zh-CN': '评分' },
  'score.scale': { en: 'on a scale from {min} to {max}', 'zh-CN': '评分范围 {min} 至 {max}' },
  'score.scale-text': {
    en: 'A higher score stands for a lower risk.',
    'zh-CN': '评分越高，风险越低。',
  },
  'score.at-bound': {
    en: 'The computed value lies beyond the scale; the end of the scale is shown.',
    'zh-CN': '计算值超出评分范围，此处显示范围的端点值。',
  },
  'score.band': { en: 'Band', 'zh-CN': '等级' },
  'score.pd': { en: 'Estimated probability of default', 'zh-CN': '预计违约概率' },
  'score.pd-value': { en: '{pd} within {months}', 'zh-CN': '未来{months}内 {pd}' },
  'score.interval': { en: 'How certain that is', 'zh-CN': '该概率的确定程度' },
  'score.interval-value': {
    en: 'There is little history to judge by. In nine cases of ten the true probability lies between {low} and {high}.',
    'zh-CN': '可供评估的历史记录较少。十例中有九例，真实概率介于 {low} 与 {high} 之间。',
  },
  'score.no-number': { en: 'No score was given', 'zh-CN': '未给出评分' },
  'score.in-default': {
    en: 'An instalment is overdue by 90 days or more, so no score was made of the risk that this happens.',
    'zh-CN': '有分期款项已逾期 90 天或以上，因此未对发生该情况的风险进行评分。',
  },
  'score.as-of': { en: 'Data as of', 'zh-CN': '数据截至' },
  'score.reasons': { en: 'What cost points', 'zh-CN': '扣分原因' },
  'score.reasons-lead': {
    en: 'The strongest first. They compare your data with the best value in each case.',
    'zh-CN': '按影响从大到小排列，均与各项的最佳情况相比较。',
  },
  'score.no-reasons': { en: 'Nothing cost points.', 'zh-CN': '没有扣分项。' },
  'score.value': { en: '{name}: {value}', 'zh-CN': '{name}：{value}' },
  'score.changes': { en: 'What would have changed it', 'zh-CN': '哪些变化会影响评分' },
  'score.changes-lead': {
    en: 'Each of these alone, all else as it was, would have given more points. It is no promise: of a later score, or of what {recipient} decides. Only you see this.',
    'zh-CN':
      '在其他情况不变时，以下任何一项单独发生都会使评分更高。这并不构成对今后评分或{recipient}决定的承诺，且仅您可见。',
  },
  'score.change': {
    en: '{name}: {to} instead of {from} ({points} points more)',
    'zh-CN': '{name}：由{from}变为{to}（增加 {points} 分）',
  },
  'score.favourable': { en: 'What spoke for you', 'zh-CN': '对您有利的方面' },
  'score.parts': { en: 'How the score adds up', 'zh-CN': '评分的构成' },
  'score.parts-lead': {
    en: 'Points that each part of your data added or took. Together they are the score, before it is kept within its scale.',
    'zh-CN': '各类数据带来的加分或减分；合计即为评分（以评分范围为限）。',
  },
  'score.base': { en: 'What everybody starts with', 'zh-CN': '基础分' },
  'score.coverage': { en: 'What it was made from', 'zh-CN': '评分所依据的数据' },
  'score.used': { en: 'Used', 'zh-CN': '已使用' },
  'score.withheld': {
    en: 'Left out by you (does not cost points)',
    'zh-CN': '您未允许的数据（不影响评分）',
  },
  'score.not-requested': {
    en: 'Not asked of you (does not cost points)',
    'zh-CN': '未向您请求的数据（不影响评分）',
  },
  'score.missing': { en: 'Not there at {provider}', 'zh-CN': '{provider}没有的数据' },
  'score.unavailable': { en: 'Could not be read at that time', 'zh-CN': '当时无法读取的数据' },
  'score.none': { en: 'None', 'zh-CN': '无' },
  'score.not-calibrated': {
    en: 'The model was made from customers of {provider}. How well its probability fits customers of {recipient} is not known.',
    'zh-CN': '该模型依据{provider}的客户数据建立，其概率对{recipient}的客户是否同样准确尚不确定。',
  },
  'score.rights': { en: 'If you think it is wrong', 'zh-CN': '如果您认为评分有误' },
  'score.rights-data': {
    en: 'If the data are wrong, ask {provider} to correct them.',
    'zh-CN': '如果数据有误，请要求{provider}更正。',
  },
  'score.rights-decision': {
    en: 'A computer made the score. You can ask {recipient} to explain its decision and to have a person review it, and you can object to it.',
    'zh-CN': '评分由系统自动计算。您有权要求{recipient}说明其决定、进行人工复核，并可提出异议。',
  },
  'score.technical': { en: 'Technical details', 'zh-CN': '技术信息' },
  'score.model': { en: 'Model (SHA-256)', 'zh-CN': '模型（SHA-256）' },
  'score.event': { en: 'Predicted event', 'zh-CN': '预测事件' },
  'score.id': { en: 'Score number', 'zh-CN': '评分编号' },
  'score.consent': { en: 'The consent it was made under', 'zh-CN': '对应的授权' },
  'score.closed': {
    en: '{recipient} can no longer call up this score, because you stopped the sharing or its period is over.',
    'zh-CN': '由于您已停止共享或授权期限已过，{recipient}不能再调取该评分。',
  },
} as const satisfies Catalogue;
