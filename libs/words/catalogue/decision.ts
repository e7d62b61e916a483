import type { Catalogue } from './text.js';

/** The notice of a decision: what the law wants said, and nothing that cannot be acted upon. */
export const DECISION = {
  'decision.title.decline': {
    en: 'Notice of action taken on your application',
    'zh-CN': '关于您的申请的处理结果通知',
  },
  'decision.title.refer': {
    en: 'A person will look at your application',
    'zh-CN': '您的申请将由人工审核',
  },
  'decision.title.accept': {
    en: 'Your application was accepted',
    'zh-CN': '您的申请已获批准',
  },
  'decision.title.less-favourable': {
    en: 'Your application was accepted: why your terms are what they are',
    'zh-CN': '您的申请已获批准：关于所给条款的说明',
  },
  'decision.statement.decline': {
    en: '{creditor} has decided not to grant the credit that you asked for in application {reference}.',
    'zh-CN': '{creditor}决定不批准您在申请{reference}中所申请的信贷。',
  },
  'decision.statement.refer': {
    en: '{creditor} has not decided on application {reference} yet. A person will look at it for the reasons below.',
    'zh-CN': '{creditor}尚未对申请{reference}作出决定，将因以下原因由人工审核。',
  },
  'decision.statement.accept': {
    en: '{creditor} has accepted application {reference}.',
    'zh-CN': '{creditor}已批准申请{reference}。',
  },
  'decision.statement.less-favourable': {
    en: '{creditor} has accepted application {reference}. Based in part on the score below, the terms are less favourable than those that applicants with better histories get.',
    'zh-CN':
      '{creditor}已批准申请{reference}。部分依据下述评分，所给条款不如信用记录更好的申请人所获得的条款优惠。',
  },
  'decision.reasons': { en: 'Principal reasons', 'zh-CN': '主要原因' },
  'decision.score': { en: 'The score that was used', 'zh-CN': '所使用的评分' },
  'decision.score-value': {
    en: 'Your score: {score}, on a scale from {min} to {max}. A higher score stands for a lower risk.',
    'zh-CN': '您的评分：{score}，评分范围为{min}至{max}。评分越高，风险越低。',
  },
  'decision.score-made': {
    en: 'Made on {made}, from data as of {asOf}.',
    'zh-CN': '评分日期：{made}，数据截至{asOf}。',
  },
  'decision.score-none.not_scorable': {
    en: 'No score was made: there was too little to make one from.',
    'zh-CN': '未生成评分：可供评分的数据过少。',
  },
  'decision.score-none.in_default': {
    en: 'No score was made: the data show an obligation in default.',
    'zh-CN': '未生成评分：数据显示存在违约债务。',
  },
  'decision.factors': {
    en: 'Key factors that adversely affected the score',
    'zh-CN': '对评分产生不利影响的主要因素',
  },
  'decision.inquiries': {
    en: 'The number of inquiries about you is not used in this score.',
    'zh-CN': '该评分不使用关于您的查询次数。',
  },
  'decision.supplier': { en: 'Who supplied the data', 'zh-CN': '数据提供方' },
  'decision.supplier-is': {
    en: 'The decision was based in whole or in part on information from {supplier} ({legalName}).',
    'zh-CN': '该决定全部或部分依据{supplier}（{legalName}）提供的信息作出。',
  },
  'decision.supplier-no-part': {
    en: '{supplier} took no part in the decision and cannot give you the reasons for it.',
    'zh-CN': '{supplier}未参与作出该决定，无法向您说明其具体原因。',
  },
  'decision.rights': { en: 'Your rights', 'zh-CN': '您的权利' },
  'decision.right-copy': {
    en: 'You may ask {supplier} for a free copy of the information about you within 60 days of receiving this notice.',
    'zh-CN': '您可在收到本通知后60日内，免费向{supplier}索取有关您的信息副本。',
  },
  'decision.right-dispute': {
    en: 'You may dispute with {supplier} the accuracy or completeness of that information.',
    'zh-CN': '您可就该信息的准确性或完整性向{supplier}提出异议。',
  },
  'decision.right-review': {
    en: 'You may ask {creditor} to have a person review the decision, and you may contest it.',
    'zh-CN': '您可要求{creditor}对该决定进行人工复核，并可提出异议。',
  },
  'decision.equal-credit': { en: 'Equal credit opportunity', 'zh-CN': '平等信贷机会' },
  'decision.equal-credit-text': {
    en: 'The federal Equal Credit Opportunity Act prohibits creditors from discriminating against credit applicants on the basis of race, color, religion, national origin, sex, marital status, age (provided the applicant has the capacity to enter into a binding contract); because all or part of the applicant’s income derives from any public assistance program; or because the applicant has in good faith exercised any right under the Consumer Credit Protection Act. The federal agency that administers compliance with this law concerning this creditor is the Bureau of Consumer Financial Protection, 1700 G Street NW, Washington, DC 20552.',
    'zh-CN':
      '美国联邦《平等信贷机会法》禁止授信人因种族、肤色、宗教、原国籍、性别、婚姻状况、年龄（前提是申请人具有订立有约束力合同的能力），因申请人的全部或部分收入来自任何公共援助计划，或因申请人善意行使《消费者信贷保护法》规定的任何权利而歧视信贷申请人。就本授信人监督该法遵守情况的联邦机构为消费者金融保护局，地址：1700 G Street NW, Washington, DC 20552。',
  },
  'decision.read-notice': { en: 'Read the whole notice', 'zh-CN': '查看完整通知' },
  'decision.back': { en: 'Back to the score', 'zh-CN': '返回评分页面' },
  'decision.number': { en: 'Decision {id} of {instant}', 'zh-CN': '决定编号{id}，{instant}' },
} as const satisfies Catalogue;
