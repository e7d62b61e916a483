import type { ReasonCode } from './reasons-catalogue.js';

/**
 * What a group of features says when it speaks for somebody: better than the population's average.
 * A code that tells of missing data has no such side, and is never given as a favourable reason.
 */
export const FAVOURABLE: Partial<Record<ReasonCode, { readonly en: string; readonly zh: string }>> =
  {
    'payment-overdue-now': { en: 'No instalment is overdue now.', zh: '目前没有逾期的分期款项。' },
    'seriously-late-instalments': {
      en: 'No instalment was paid long after it was due.',
      zh: '没有分期款项在到期很久之后才支付。',
    },
    'recent-late-instalment': {
      en: 'Recent instalments were paid in time.',
      zh: '近期的分期款项均按时支付。',
    },
    'late-instalments': {
      en: 'Instalments were paid in time.',
      zh: '分期款项按时支付。',
    },
    'unpaid-instalments': {
      en: 'The instalments of recent months were paid.',
      zh: '近几个月的分期款项均已支付。',
    },
    'small-share-repaid': {
      en: 'A good part of the amount owed was repaid in recent months.',
      zh: '近几个月偿还了所欠金额的较大部分。',
    },
    'small-repayments': {
      en: 'The amounts repaid in recent months are large.',
      zh: '近几个月的还款金额较大。',
    },
    'little-repayment-history': {
      en: 'There are many instalments to judge repayment by.',
      zh: '可供评估还款情况的分期记录较多。',
    },
    'high-utilisation': {
      en: 'Only a small part of the available credit limit is in use.',
      zh: '可用信用额度中已使用的比例较低。',
    },
    'rising-utilisation': {
      en: 'The part of the credit limit in use has not been rising.',
      zh: '已使用的信用额度比例没有上升。',
    },
    'unsteady-balances': {
      en: 'The amount of credit in use is steady.',
      zh: '已使用的信用金额较为稳定。',
    },
    'little-credit-use': {
      en: 'There is a record of credit having been used.',
      zh: '有使用信用的记录。',
    },
    'low-credit-limit': {
      en: 'The credit limit held so far is high.',
      zh: '目前持有的信用额度较高。',
    },
    'failed-payment-attempts': {
      en: 'Payments for orders went through at the first attempt.',
      zh: '订单付款通常首次尝试即成功。',
    },
    'many-returns': { en: 'Few orders were returned.', zh: '退货订单较少。' },
    'few-recent-orders': {
      en: 'There were many orders in the past year.',
      zh: '过去一年的订单较多。',
    },
    'long-since-last-order': {
      en: 'The last order was not long ago.',
      zh: '最近一次下单距今不久。',
    },
    'low-recent-spend': {
      en: 'The amounts spent on orders are large.',
      zh: '订单消费金额较大。',
    },
    'narrow-purchases': {
      en: 'Orders were placed in many categories of goods.',
      zh: '订单所涉及的商品类别较多。',
    },
    'frequent-address-changes': {
      en: 'The delivery address is steady.',
      zh: '收货地址较为稳定。',
    },
    'many-new-devices': {
      en: 'The account is used from devices known for some time.',
      zh: '账户所用设备较为固定。',
    },
    'short-customer-relationship': {
      en: 'The customer relationship is long.',
      zh: '成为客户的时间较长。',
    },
    'low-declared-income': { en: 'The declared income is high.', zh: '申报的收入较高。' },
    'email-address-kind': {
      en: 'The kind of e-mail address on file counts more than others.',
      zh: '所登记的电子邮箱类型得分较高。',
    },
    'falling-sales': { en: 'Sales have been holding or rising.', zh: '销售额保持稳定或上升。' },
    'months-without-sales': { en: 'There were sales in every month.', zh: '每个月都有销售。' },
    'unsteady-sales': { en: 'Sales are steady from month to month.', zh: '各月销售额较为稳定。' },
    'low-sales': { en: 'Sales are high.', zh: '销售额较高。' },
    'many-chargebacks': { en: 'Few payments were charged back.', zh: '拒付的款项较少。' },
    'many-refunds': { en: 'A small share of sales was refunded.', zh: '退款占销售额的比例较低。' },
    'late-shipping': { en: 'Orders are shipped in time.', zh: '按时发货。' },
    'falling-rating': {
      en: 'The rating by buyers has been holding or rising.',
      zh: '买家评分保持稳定或上升。',
    },
    'low-rating': { en: 'The rating by buyers is high.', zh: '买家评分较高。' },
    'few-large-buyers': { en: 'Sales are spread over many buyers.', zh: '销售分散于众多买家。' },
    'slow-stock': { en: 'Goods are sold soon.', zh: '商品库存周转较快。' },
    'little-sales-history': {
      en: 'There are many months of sales to look at.',
      zh: '可供查看的销售月份较多。',
    },
    'payouts-held': { en: 'Payouts were made in full.', zh: '结算款项足额支付。' },
    'young-firm': { en: 'The firm was founded long ago.', zh: '企业成立时间较长。' },
    'short-time-on-marketplace': {
      en: 'The firm has been on the marketplace for long.',
      zh: '企业入驻平台的时间较长。',
    },
  };
