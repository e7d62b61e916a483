import {
  formatDate,
  formatInstant,
  formatList,
  formatMoney,
  formatPercent,
  formatSpan,
} from './format.js';
import { codeMail, grantReceiptMail, type ReceiptFacts, withdrawalReceiptMail } from './mails.js';

const at = new Date('2026-12-31T23:30:00Z');

it.each([
  [formatDate('en', at, 'UTC'), '31 December 2026'],
  [formatDate('en', at, 'Asia/Shanghai'), '1 January 2027'],
  [formatDate('zh-CN', at, 'Asia/Shanghai'), '2027年1月1日'],
  [formatInstant('en', at, 'UTC'), '31 December 2026, 23:30 UTC'],
  [formatMoney('en', 123456n, 'EUR'), '€1,234.56'],
  [formatMoney('zh-CN', 123456n, 'CNY'), '¥1,234.56'],
  [formatMoney('en', 123456n, 'JPY'), 'JP¥123,456'],
  [formatMoney('en', 9007199254740993n, 'EUR'), '€90,071,992,547,409.93'],
  [formatPercent('en', 0.0449), '4.5%'],
  [formatSpan('en', 1, 'day'), '1 day'],
  [formatSpan('en', 31, 'day'), '31 days'],
  [formatSpan('zh-CN', 24, 'month'), '24个月'],
  [formatList('en', ['orders', 'repayments']), 'orders and repayments'],
  [formatList('zh-CN', ['订单', '还款', '额度']), '订单、还款和额度'],
])('%s is written as %s', (written, expected) => {
  expect(written).toBe(expected);
});

const receipt: ReceiptFacts = {
  receiptNumber: 'R-7Q2M-4T9X',
  recipient: { tradingName: 'Lotus Lending', legalName: 'Lotus Lending Ltd.' },
  provider: { tradingName: 'Bazaar', legalName: 'Bazaar Marketplace Co., Ltd.' },
  terms: {
    purpose: 'underwriting',
    dataLifeDays: 180,
    historyMonths: 24,
    frequency: { unit: 'DAY', value: 2 },
  },
  clustersGranted: ['orders', 'repayments'],
  clustersWithheld: ['balances'],
  grantedAt: new Date('2026-11-24T10:00:00Z'),
  endsAt: new Date('2027-02-22T10:00:00Z'),
  zone: 'UTC',
  manageUrl: 'https://consent.example/consents/1',
};

/** A receipt is what a borrower holds in hand when everything else is disputed. */
it('puts everything that was agreed into the receipt of a grant', () => {
  const { subject, text } = grantReceiptMail('en', receipt);
  expect(subject).toContain('R-7Q2M-4T9X');
  for (const part of [
    'R-7Q2M-4T9X',
    'Lotus Lending (Lotus Lending Ltd.)',
    'Bazaar (Bazaar Marketplace Co., Ltd.)',
    '24 November 2026, 10:00 UTC',
    '22 February 2027',
    'Used for the score: Orders and Repayments',
    'Left out: Credit balances',
    'Up to 2 a day',
    '24 months',
    'Up to 90 days',
    'https://consent.example/consents/1',
  ])
    expect(text).toContain(part);
});

it('says in the receipt of a withdrawal since when it holds', () => {
  const { text } = withdrawalReceiptMail('zh-CN', receipt, new Date('2026-12-01T08:00:00Z'));
  expect(text).toContain('您于2026年12月1日 08:00（UTC）撤回以下授权，立即生效：');
  expect(text).toContain('数据持有方：Bazaar (Bazaar Marketplace Co., Ltd.)');
});

it('binds the code to the page’s own domain in the last line', () => {
  const facts = { code: '048213', validMinutes: 10, domain: 'consent.example', recipient: 'Lotus' };
  for (const locale of ['en', 'zh-CN'] as const) {
    const { subject, text } = codeMail(locale, facts);
    expect(subject).toContain('048213');
    expect(text.trimEnd().split('\n').at(-1)).toBe('@consent.example #048213');
  }
});

it('leaves no name in braces unfilled', () => {
  const texts = (['en', 'zh-CN'] as const).flatMap((locale) => [
    grantReceiptMail(locale, receipt).text,
    withdrawalReceiptMail(locale, receipt, receipt.endsAt).text,
    codeMail(locale, { code: '1', validMinutes: 1, domain: 'd', recipient: null }).text,
  ]);
  for (const text of texts) expect(text).not.toMatch(/[{}]/);
});
