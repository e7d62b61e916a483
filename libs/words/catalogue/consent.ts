import type { Catalogue } from './text.js';

/** The consent page itself: the one legal act, and what must be known for it. */
export const CONSENT = {
  'consent.title': {
    en: 'May {recipient} have a score made from your data at {provider}?',
    'zh-CN': '是否同意{recipient}使用您在{provider}的数据计算信用评分？',
  },
  'consent.title-firm': {
    en: 'May {recipient} have a score made from your firm’s data at {provider}?',
    'zh-CN': '是否同意{recipient}使用贵企业在{provider}的数据计算信用评分？',
  },
  'flow.label': { en: 'From whom to whom', 'zh-CN': '数据从哪里来，结果到哪里去' },
  'flow.from': { en: 'From', 'zh-CN': '数据来自' },
  'flow.to': { en: 'To', 'zh-CN': '结果提供给' },
  'flow.from-part': { en: 'holds the data', 'zh-CN': '持有数据' },
  'flow.to-part': { en: 'gets the score only', 'zh-CN': '仅获得评分结果' },
  'flow.between': { en: 'score only', 'zh-CN': '仅限评分' },
  'consent.purpose': { en: 'What for', 'zh-CN': '目的' },
  'purpose.underwriting': {
    en: 'To assess whether and on what terms to grant you the loan that you applied for.',
    'zh-CN': '用于评估是否以及以何种条件向您发放所申请的贷款。',
  },
  'purpose.monitoring': {
    en: 'To keep watch over a loan that is running, so that trouble is seen early.',
    'zh-CN': '用于对存续期内的贷款进行贷后监测，以便及早发现风险。',
  },
  'purpose.collections': {
    en: 'To find a suitable way to settle a debt that is overdue.',
    'zh-CN': '用于为逾期债务寻找合适的清偿方式。',
  },
  'purpose.model_development': {
    en: 'To develop and check scoring models, without a decision about you.',
    'zh-CN': '用于开发和检验评分模型，不会据此对您作出任何决定。',
  },
  'purpose.fraud': {
    en: 'To recognise fraud and prevent it.',
    'zh-CN': '用于识别和防范欺诈。',
  },
  'term.application': { en: 'Application', 'zh-CN': '申请编号' },
  'term.until': { en: 'Valid until', 'zh-CN': '有效期至' },
  'term.until-value': { en: '{date} ({days})', 'zh-CN': '{date}（{days}）' },
  'term.times': { en: 'How often', 'zh-CN': '使用次数' },
  'term.once': { en: 'Once', 'zh-CN': '仅限一次' },
  'term.daily': { en: 'Up to {count} a day', 'zh-CN': '每天最多{count}次' },
  'term.monthly': { en: 'Up to {count} a month', 'zh-CN': '每月最多{count}次' },
  'term.history': { en: 'Looks back', 'zh-CN': '追溯期' },
  'term.kept': { en: 'Score kept', 'zh-CN': '评分保存期' },
  'term.kept-value': {
    en: 'Up to {days}, and never beyond this consent',
    'zh-CN': '最长{days}，且不超过授权期限',
  },
  'unusual.title': { en: 'Please note: more than usual', 'zh-CN': '请注意：以下内容超出通常范围' },
  'unusual.days': {
    en: 'The period of {days} is longer than usual for this purpose.',
    'zh-CN': '{days}的有效期超出此类目的的通常期限。',
  },
  'unusual.data-life': {
    en: 'The score is kept longer than usual for this purpose: {days}.',
    'zh-CN': '评分的保存期为{days}，超出此类目的的通常期限。',
  },
  'unusual.history': {
    en: 'The data reach back further than usual for this purpose: {months}.',
    'zh-CN': '数据的追溯期为{months}，超出此类目的的通常范围。',
  },
  'unusual.frequency': {
    en: 'The score may be made anew more often than usual for this purpose.',
    'zh-CN': '重新计算评分的频率高于此类目的的通常频率。',
  },
  'consent.data': { en: 'What data the score is made from', 'zh-CN': '用于计算评分的数据' },
  'consent.needed': { en: 'Needed', 'zh-CN': '必需' },
  'consent.needed-lead': {
    en: 'Without these no score can be made. If you do not want to share them, decline.',
    'zh-CN': '缺少以下数据将无法计算评分。如果您不愿共享，请选择拒绝。',
  },
  'consent.optional': { en: 'Your choice', 'zh-CN': '可选' },
  'consent.optional-lead': {
    en: 'Tick what you also want to allow. What you leave out does not count against you in the score.',
    'zh-CN': '请勾选您愿意额外允许的数据。未勾选的数据不会使您的评分降低。',
  },
  'consent.details': { en: 'What is in it, and why', 'zh-CN': '包含的内容和原因' },
  'consent.holds': { en: 'What it holds', 'zh-CN': '包含的内容' },
  'consent.why': { en: 'Why it is needed', 'zh-CN': '需要的原因' },
  'consent.why-recipient': { en: '{recipient} says', 'zh-CN': '{recipient}的说明' },
  'consent.why-history': { en: 'Why {months}', 'zh-CN': '为何追溯{months}' },
  'consent.leaves': { en: 'Only a score leaves', 'zh-CN': '对外仅提供评分结果' },
  'consent.leaves-text': {
    en: 'Your data stay with {provider}. {recipient} gets the result: a score, the probability behind it, a band, up to four reasons, and which groups of data you left out. It does not get the data.',
    'zh-CN':
      '您的数据仍保留在{provider}。{recipient}只会得到结果：评分、对应的概率、等级、最多四条原因，以及您未允许的数据组名称。{recipient}不会得到原始数据。',
  },
  'consent.see-score': {
    en: 'You see the score and its reasons here no later than {recipient} does.',
    'zh-CN': '您可以在本网站查看评分及原因，时间不晚于{recipient}。',
  },
  'consent.automated': { en: 'A computer makes the score', 'zh-CN': '评分由系统自动计算' },
  'consent.automated-text': {
    en: 'A statistical model computes the score without a person. {recipient} decides on your application. You can ask {recipient} to explain its decision, to have a person review it, and you can object to it.',
    'zh-CN':
      '评分由统计模型自动计算，没有人工参与。贷款申请由{recipient}决定。您有权要求{recipient}说明其决定、进行人工复核，并可提出异议。',
  },
  'consent.refuse': { en: 'If you decline', 'zh-CN': '如果您拒绝' },
  'consent.refuse-text': {
    en: 'Nothing is shared, and {recipient} is not told that you declined: it sees only that no consent was given in time. It may then decide without this score, or not grant the loan. Nothing changes for you at {provider}.',
    'zh-CN':
      '不会共享任何数据，{recipient}也不会得知您已拒绝，只会看到在规定时间内没有取得授权。{recipient}可能在没有该评分的情况下作出决定，也可能不发放贷款。您在{provider}的服务不受影响。',
  },
  'consent.withdraw': { en: 'You can withdraw', 'zh-CN': '您可以随时撤回' },
  'consent.withdraw-periodic': {
    en: 'At any time and free of charge, until {date}: sign in at {domain} with your e-mail address and choose “Stop sharing”. It takes effect at once. Decisions made before remain valid.',
    'zh-CN':
      '在{date}之前，您可以随时免费撤回：用您的电子邮箱登录 {domain}，选择“停止共享”即可，立即生效。撤回前已作出的决定仍然有效。',
  },
  'consent.withdraw-once': {
    en: 'At any time and free of charge: sign in at {domain} with your e-mail address and choose “Stop sharing”. It takes effect at once, also after the score has been made: it can then no longer be called up. Once the score has been made, this consent is used up and nothing more can be read under it.',
    'zh-CN':
      '您可以随时免费撤回：用您的电子邮箱登录 {domain}，选择“停止共享”即可，立即生效。评分完成后也可以撤回，届时该评分不能再被调取。评分完成后，本授权即告用完，不能再据此读取任何数据。',
  },
  'consent.party-recipient': {
    en: '{tradingName} ({legalName}) asks and gets the score.',
    'zh-CN': '{tradingName}（{legalName}）：请求方，获得评分。',
  },
  'consent.party-provider': {
    en: '{tradingName} ({legalName}) holds the data.',
    'zh-CN': '{tradingName}（{legalName}）：数据持有方。',
  },
  'consent.decide': { en: 'Your decision', 'zh-CN': '您的决定' },
  'consent.decide-lead': {
    en: 'By choosing “Allow” you consent to what is described on this page, and to nothing else.',
    'zh-CN': '选择“同意”即表示您同意本页所述内容，且仅限于此。',
  },
  'consent.allow': { en: 'Allow', 'zh-CN': '同意' },
  'consent.decline': { en: 'Decline', 'zh-CN': '拒绝' },
} as const satisfies Catalogue;
