import type { Catalogue } from './text.js';

/** The groups of data: what each is called, holds, is needed for, and why it reaches back. */
export const CLUSTERS = {
  'cluster.profile': { en: 'Customer profile', 'zh-CN': '客户资料' },
  'cluster.profile.holds': {
    en: 'Since when you have been a customer, the income you declared and when, when your delivery address changed, when new devices were first used, and the kind of e-mail address. For a firm: its founding date, the date it joined and its line of business. No name, no address itself and no message.',
    'zh-CN':
      '您成为客户的时间、您申报的收入及申报日期、收货地址的变更日期、新设备首次使用的日期，以及电子邮箱的类型。企业则为成立日期、入驻日期和经营类别。不含姓名、具体地址和任何聊天内容。',
  },
  'cluster.profile.why': {
    en: 'A long, steady relationship is a sign of reliability.',
    'zh-CN': '长期稳定的客户关系是信用可靠的表现。',
  },
  'cluster.profile.why-history': {
    en: 'Changes show only over time.',
    'zh-CN': '变化情况需要一段时间才能看出。',
  },
  'cluster.orders': { en: 'Orders', 'zh-CN': '订单记录' },
  'cluster.orders.holds': {
    en: 'For each order: date, amount, category of goods, way of ordering, failed payment attempts, and whether it was returned. Not which articles you bought.',
    'zh-CN':
      '每笔订单的日期、金额、商品类别、下单渠道、支付失败次数以及是否退货。不含您购买的具体商品。',
  },
  'cluster.orders.why': {
    en: 'Regular buying habits say something about how steady your income and spending are.',
    'zh-CN': '有规律的消费习惯可以反映收支是否稳定。',
  },
  'cluster.orders.why-history': {
    en: 'Habits differ between seasons, so single months would mislead.',
    'zh-CN': '消费随季节变化，只看个别月份容易产生偏差。',
  },
  'cluster.repayments': { en: 'Repayments', 'zh-CN': '还款记录' },
  'cluster.repayments.holds': {
    en: 'For each instalment: the amount, when it was due and when it was paid.',
    'zh-CN': '每期分期的金额、应还日期和实际还款日期。',
  },
  'cluster.repayments.why': {
    en: 'How instalments were paid so far is the best sign of how the next ones will be.',
    'zh-CN': '以往的还款情况最能说明今后的还款情况。',
  },
  'cluster.repayments.why-history': {
    en: 'A single late payment weighs less beside a long record of payments on time.',
    'zh-CN': '有了较长的按时还款记录，个别一次逾期的影响就会小得多。',
  },
  'cluster.balances': { en: 'Credit balances', 'zh-CN': '信用额度使用情况' },
  'cluster.balances.holds': {
    en: 'For each month: your credit limit and how much of it you used.',
    'zh-CN': '每月的信用额度以及已使用的额度。',
  },
  'cluster.balances.why': {
    en: 'How much room is left below the limit shows whether a new loan fits in.',
    'zh-CN': '剩余额度可以说明您是否还有能力承担一笔新贷款。',
  },
  'cluster.balances.why-history': {
    en: 'Whether the use rises or falls can be seen only over several months.',
    'zh-CN': '额度使用是上升还是下降，需要连续几个月才能看出。',
  },
  'cluster.sales': { en: 'Sales', 'zh-CN': '销售数据' },
  'cluster.sales.holds': {
    en: 'For each month: sales, number of orders, refunds, chargebacks, late deliveries, rating, how much depends on a few buyers, and days of stock.',
    'zh-CN': '每月的销售额、订单数、退款、拒付、延迟发货、店铺评分、买家集中度和库存天数。',
  },
  'cluster.sales.why': {
    en: 'Steady sales are what a loan to the firm is repaid from.',
    'zh-CN': '稳定的销售是企业偿还贷款的来源。',
  },
  'cluster.sales.why-history': {
    en: 'Sales differ between seasons, so single months would mislead.',
    'zh-CN': '销售随季节变化，只看个别月份容易产生偏差。',
  },
  'cluster.payouts': { en: 'Payouts', 'zh-CN': '结算记录' },
  'cluster.payouts.holds': {
    en: 'For each month: how much was paid out to the firm and how much was held back.',
    'zh-CN': '每月向企业结算的金额和暂扣的金额。',
  },
  'cluster.payouts.why': {
    en: 'Payouts show how much money reaches the firm, and when.',
    'zh-CN': '结算记录可以说明企业实际收到多少款项以及何时收到。',
  },
  'cluster.payouts.why-history': {
    en: 'Money held back now and then matters less than money held back again and again.',
    'zh-CN': '偶尔暂扣与经常暂扣的含义不同，需要较长时间才能区分。',
  },
} as const satisfies Catalogue;
