import type { FeatureDefinition } from '#score-engine';
import { formatNumber, formatPercent, formatSpan } from './format.js';
import type { Locale } from './locale.js';

/** What a feature is called before its value. */
interface FeatureWords {
  readonly en: string;
  readonly 'zh-CN': string;
}

const FEATURES: Readonly<Record<string, FeatureWords>> = {
  days_overdue_now: { en: 'Longest overdue now', 'zh-CN': '目前最长逾期' },
  worst_days_late_12m: { en: 'Longest delay in 12 months', 'zh-CN': '近12个月最长逾期' },
  latest_days_late: { en: 'Delay of the latest instalment', 'zh-CN': '最近一期逾期' },
  late_instalments_6m: {
    en: 'Instalments paid late in 6 months',
    'zh-CN': '近6个月逾期分期数',
  },
  late_share_12m: {
    en: 'Share of instalments paid late in 12 months',
    'zh-CN': '近12个月逾期分期占比',
  },
  instalments_30_days_late_12m: {
    en: 'Instalments 30 days late or more in 12 months',
    'zh-CN': '近12个月逾期30天及以上的分期数',
  },
  days_since_late_24m: { en: 'Since the last late payment', 'zh-CN': '距最近一次逾期' },
  instalments_12m: { en: 'Instalments in 12 months', 'zh-CN': '近12个月分期数' },
  repaid_6m: { en: 'Repaid in 6 months', 'zh-CN': '近6个月还款金额' },
  unpaid_instalments_6m: {
    en: 'Instalments without payment in 6 months',
    'zh-CN': '近6个月未付款的分期数',
  },
  repaid_of_balance_6m: {
    en: 'Share of the amount owed repaid in 6 months',
    'zh-CN': '近6个月还款占欠款比例',
  },
  utilisation_latest: { en: 'Share of the credit limit in use', 'zh-CN': '信用额度使用比例' },
  utilisation_mean_6m: {
    en: 'Share of the credit limit in use, mean of 6 months',
    'zh-CN': '近6个月平均额度使用比例',
  },
  utilisation_slope_6m: {
    en: 'Monthly rise of the share of the credit limit in use',
    'zh-CN': '额度使用比例的每月升幅',
  },
  balance_variation_6m: { en: 'Variation of balances in 6 months', 'zh-CN': '近6个月余额波动' },
  largest_balance_6m: { en: 'Largest balance in 6 months', 'zh-CN': '近6个月最高余额' },
  credit_limit: { en: 'Credit limit', 'zh-CN': '信用额度' },
  orders_12m: { en: 'Orders in 12 months', 'zh-CN': '近12个月订单数' },
  days_since_last_order: { en: 'Since the last order', 'zh-CN': '距最近一次下单' },
  mean_order_amount_12m: { en: 'Mean amount of an order', 'zh-CN': '平均订单金额' },
  order_categories_12m: { en: 'Categories of goods in 12 months', 'zh-CN': '近12个月商品类别数' },
  returned_share_12m: {
    en: 'Share of orders returned in 12 months',
    'zh-CN': '近12个月退货占比',
  },
  failed_attempts_per_order_12m: {
    en: 'Failed payments for each 100 orders',
    'zh-CN': '每100笔订单的付款失败次数',
  },
  months_as_customer: { en: 'Customer for', 'zh-CN': '成为客户的时间' },
  address_changes_24m: { en: 'Changes of address in 24 months', 'zh-CN': '近24个月地址变更次数' },
  new_devices_12m: { en: 'New devices in 12 months', 'zh-CN': '近12个月新设备数' },
  email_is_free: { en: 'Free e-mail service (1 = yes)', 'zh-CN': '免费邮箱（1为是）' },
  declared_income: { en: 'Declared income', 'zh-CN': '申报收入' },
  sales_on_last_year: { en: 'Sales on a year before', 'zh-CN': '销售额同比变化' },
  sales_trend_6m: { en: 'Monthly trend of sales', 'zh-CN': '销售额月度趋势' },
  sales_variation_12m: { en: 'Variation of sales in 12 months', 'zh-CN': '近12个月销售额波动' },
  months_without_sales_12m: {
    en: 'Months without sales in 12 months',
    'zh-CN': '近12个月无销售的月数',
  },
  mean_sales_12m: { en: 'Mean sales a month', 'zh-CN': '月均销售额' },
  months_of_sales_24m: { en: 'Months of sales known', 'zh-CN': '已知销售月数' },
  refunded_share_3m: { en: 'Share of sales refunded', 'zh-CN': '退款占比' },
  chargeback_share_6m: { en: 'Share of orders charged back', 'zh-CN': '拒付占比' },
  late_shipment_share_3m: { en: 'Share of orders shipped late', 'zh-CN': '延迟发货占比' },
  rating_mean_3m: { en: 'Mean rating', 'zh-CN': '平均评分' },
  rating_change_6m: { en: 'Change of the rating', 'zh-CN': '评分变化' },
  buyer_concentration_6m: { en: 'Concentration of buyers (0 to 1)', 'zh-CN': '买家集中度（0至1）' },
  stock_days_3m: { en: 'Goods in stock for', 'zh-CN': '库存周转时间' },
  payouts_held_3m: { en: 'Share of payouts held in 3 months', 'zh-CN': '近3个月暂扣结算占比' },
  payouts_held_12m: { en: 'Share of payouts held in 12 months', 'zh-CN': '近12个月暂扣结算占比' },
  months_since_founding: { en: 'Founded', 'zh-CN': '企业成立时间' },
  months_on_marketplace: { en: 'On the marketplace for', 'zh-CN': '入驻平台时间' },
};

/** What a feature is called, in a language; undefined for one that no set of ours has. */
export const sayFeature = (locale: Locale, name: string): string | undefined =>
  FEATURES[name]?.[locale];

/**
 * A feature's value as a person reads it, by its unit.
 *
 * Amounts are told in the smallest unit of the currency, which a feature does not know.
 */
export function formatValue(
  locale: Locale,
  value: number,
  unit: FeatureDefinition['unit'],
): string {
  if (unit === 'share' || unit === 'ratio') return formatPercent(locale, value);
  if (unit === 'days') return formatSpan(locale, value, 'day');
  if (unit === 'months') return formatSpan(locale, value, 'month');
  const number = formatNumber(locale, value);
  if (unit !== 'minor') return number;
  return locale === 'en' ? `${number} (smallest currency unit)` : `${number}（最小货币单位）`;
}
