import type { Locale } from './locale.js';

/**
 * The principal reasons of a decision that a rule may give, in the wording of the law's own form.
 * A code is never used twice, nor given another meaning. That a score was too low is not among
 * them, and must never be: it says nothing that a person could act upon.
 *
 * @source 12 CFR 1002 (Regulation B), appendix C, sample form C-1, part I; comment 9(b)(2)
 */
export const ADVERSE_ACTIONS = [
  {
    code: 'application-incomplete',
    en: 'Credit application incomplete',
    zh: '信贷申请资料不完整',
  },
  {
    code: 'too-few-credit-references',
    en: 'Insufficient number of credit references provided',
    zh: '所提供的信用证明数量不足',
  },
  {
    code: 'credit-references-not-accepted',
    en: 'Unacceptable type of credit references provided',
    zh: '所提供的信用证明类型不符合要求',
  },
  {
    code: 'credit-references-unverified',
    en: 'Unable to verify credit references',
    zh: '无法核实信用证明',
  },
  {
    code: 'irregular-employment',
    en: 'Temporary or irregular employment',
    zh: '工作为临时性或不稳定',
  },
  { code: 'employment-unverified', en: 'Unable to verify employment', zh: '无法核实工作情况' },
  { code: 'length-of-employment', en: 'Length of employment', zh: '工作年限' },
  {
    code: 'income-insufficient',
    en: 'Income insufficient for amount of credit requested',
    zh: '收入不足以支持所申请的信贷金额',
  },
  {
    code: 'excessive-obligations',
    en: 'Excessive obligations in relation to income',
    zh: '债务相对于收入过高',
  },
  { code: 'income-unverified', en: 'Unable to verify income', zh: '无法核实收入' },
  { code: 'length-of-residence', en: 'Length of residence', zh: '居住年限' },
  { code: 'temporary-residence', en: 'Temporary residence', zh: '临时居所' },
  { code: 'residence-unverified', en: 'Unable to verify residence', zh: '无法核实住址' },
  { code: 'no-credit-file', en: 'No credit file', zh: '没有信用记录' },
  { code: 'limited-credit-experience', en: 'Limited credit experience', zh: '信用经历有限' },
  {
    code: 'poor-performance-with-us',
    en: 'Poor credit performance with us',
    zh: '在本机构的信用表现不良',
  },
  {
    code: 'delinquent-with-others',
    en: 'Delinquent past or present credit obligations with others',
    zh: '在其他机构有过去或目前逾期的信贷债务',
  },
  { code: 'collection-or-judgment', en: 'Collection action or judgment', zh: '存在催收或判决记录' },
  {
    code: 'garnishment-or-attachment',
    en: 'Garnishment or attachment',
    zh: '存在工资扣押或财产查封',
  },
  {
    code: 'foreclosure-or-repossession',
    en: 'Foreclosure or repossession',
    zh: '存在止赎或抵押物收回记录',
  },
  { code: 'bankruptcy', en: 'Bankruptcy', zh: '存在破产记录' },
  {
    code: 'recent-inquiries',
    en: 'Number of recent inquiries on credit bureau report',
    zh: '信用报告近期查询次数',
  },
  {
    code: 'collateral-not-sufficient',
    en: 'Value or type of collateral not sufficient',
    zh: '抵押物的价值或类型不足',
  },
  {
    code: 'terms-not-granted',
    en: 'We do not grant credit to any applicant on the terms and conditions you have requested',
    zh: '本机构不向任何申请人按您所申请的条款和条件提供信贷',
  },
] as const;

/** A principal reason of a decision, by its code. */
export type AdverseActionCode = (typeof ADVERSE_ACTIONS)[number]['code'];

/** Whether a text names a reason of the list. */
export const isAdverseAction = (code: string): code is AdverseActionCode =>
  ADVERSE_ACTIONS.some((one) => one.code === code);

/** A reason in a language. */
export function sayAdverseAction(locale: Locale, code: AdverseActionCode): string {
  const found = ADVERSE_ACTIONS.find((one) => one.code === code);
  return (locale === 'en' ? found?.en : found?.zh) ?? code;
}
