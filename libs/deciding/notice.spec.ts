import { REASON_CODES } from '#score-engine';
import { ADVERSE_ACTIONS, LOCALES, type Locale } from '#words';
import { noticeOf } from './notice.js';
import { noticePage } from './notice-page.js';
import type { PolicyOutcome } from './policy/outcome.js';
import { principalReasons } from './principal-reasons.js';
import type { Decision } from './tables/decision.js';

const PARTIES = {
  creditor: { legalName: 'North Lending Ltd.', tradingName: 'North & <Co>' },
  supplier: { legalName: 'Market Ltd.', tradingName: 'Market' },
  reference: 'A-17',
};
const decided = (outcome: PolicyOutcome, input: Partial<Decision['input']> = {}): Decision => ({
  decisionId: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f',
  applicationId: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f',
  subjectId: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f',
  consentId: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f',
  scoreId: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f',
  policy: 'a'.repeat(64),
  policyVersion: 1,
  input: {
    status: 'scored',
    score: 512,
    pd: 0.2,
    band: 'E',
    flags: [],
    reason_codes: ['late-instalments', 'high-utilisation', 'many-returns', 'low-recent-spend'],
    withheld: [],
    not_requested: [],
    missing: [],
    unavailable: [],
    amount_minor: 100_000,
    currency: 'CNY',
    requested_term_months: null,
    product: 'standard',
    ...input,
  },
  inputSha256: 'b'.repeat(64),
  outcome,
  facts: {
    scale: { min: 300, max: 850 },
    scoredAt: '2026-11-24T08:00:00.000Z',
    asOf: '2026-11-01T00:00:00.000Z',
    providerTenantId: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f',
    model: 'c'.repeat(64),
  },
  decidedAt: new Date('2026-11-25T08:00:00.000Z'),
  review: null,
});
const DECLINED = decided({ decision: 'decline', reasons: ['excessive-obligations'] });

/** Guards the applicant: each is what a law says that they must be told. */
it.each([
  ['en', 'the score', '512'],
  ['en', 'its range', 'from 300 to 850'],
  ['en', 'its date', '24 November 2026'],
  ['en', 'its key factors', 'Several instalments were paid after they were due.'],
  ['en', 'inquiries', 'number of inquiries'],
  ['en', 'the supplier', 'Market (Market Ltd.)'],
  ['en', 'that it did not decide', 'Market took no part in the decision'],
  ['en', 'the free copy', 'free copy of the information about you within 60 days'],
  ['en', 'the dispute', 'dispute with Market the accuracy or completeness'],
  ['en', 'equal credit', 'Equal Credit Opportunity Act prohibits creditors from discriminating'],
  ['en', 'the reason', 'Excessive obligations in relation to income'],
  ['en', 'who decided', 'North &amp; &lt;Co&gt; has decided'],
  ['en', 'the application', 'application A-17'],
  ['zh-CN', 'the score', '512'],
  ['zh-CN', 'its range', '300至850'],
  ['zh-CN', 'its date', '2026年11月24日'],
  ['zh-CN', 'its key factors', '有多笔分期款项在到期后才支付。'],
  ['zh-CN', 'inquiries', '查询次数'],
  ['zh-CN', 'the supplier', 'Market（Market Ltd.）'],
  ['zh-CN', 'that it did not decide', 'Market未参与作出该决定'],
  ['zh-CN', 'the free copy', '60日内，免费向Market索取'],
  ['zh-CN', 'the dispute', '准确性或完整性'],
  ['zh-CN', 'equal credit', '平等信贷机会法'],
  ['zh-CN', 'the reason', '债务相对于收入过高'],
] as const)('an adverse notice in %s tells %s', (locale, _, text) => {
  expect(noticePage(noticeOf(locale, DECLINED, PARTIES))).toContain(text);
});

it.each([
  [{ decision: 'decline' }, 'adverse_action'],
  [{ decision: 'refer', reasons: ['limited-credit-experience'] }, 'referral'],
  [{ decision: 'accept', less_favourable: true }, 'risk_based_pricing'],
  [{ decision: 'accept' }, 'approval'],
] as const)('%j makes a notice of its kind: %s', (outcome, kind) => {
  const told = decided(outcome as unknown as PolicyOutcome);
  for (const locale of LOCALES) expect(noticeOf(locale, told, PARTIES).kind).toBe(kind);
});

it('tells no number where there is none, and why', () => {
  const told = decided(
    { decision: 'refer', reasons: ['no-credit-file'] },
    {
      ...{ status: 'not_scorable', score: null, pd: null, band: null, reason_codes: [] },
    },
  );
  const notice = noticeOf('en', told, PARTIES);
  expect(notice.score).toMatchObject({ value: null, min: null, max: null });
  expect(notice.score.sentences[0]).toContain('too little to make one from');
  expect(notice.reasons.items).toMatchObject([{ from: 'rule', text: 'No credit file' }]);
});

/** Guards whoever waited for a person: the person's reasons are the ones told, not the rule's. */
it('tells what a person made of a referral', () => {
  const referred = decided({ decision: 'refer', reasons: ['residence-unverified'] });
  const by = { reviewedBy: 'somebody', reviewedAt: new Date('2026-11-26T08:00:00.000Z') };
  const review = { basis: 'reasons-upheld', ...by } as const;
  const declined = { ...review, result: 'decline', reasons: ['income-unverified'] } as const;
  const notice = noticeOf('en', { ...referred, review: declined }, PARTIES);
  expect(notice.kind).toBe('adverse_action');
  expect(notice.reasons.items).toEqual([
    { from: 'person', code: 'income-unverified', text: 'Unable to verify income' },
  ]);
  const accepted = { ...review, result: 'accept', reasons: [] } as const;
  expect(noticeOf('en', { ...referred, review: accepted }, PARTIES)).toMatchObject({
    kind: 'approval',
    reasons: { items: [] },
  });
});

describe('principal reasons', () => {
  const { input } = DECLINED;
  const codes = (outcome: PolicyOutcome, of = input) =>
    principalReasons(outcome, of).map(({ code }) => code);

  it('name the rules that decided before what cost points, four at most', () => {
    expect(codes({ decision: 'decline', reasons: ['bankruptcy', 'income-unverified'] })).toEqual([
      ...['bankruptcy', 'income-unverified', 'late-instalments', 'high-utilisation'],
    ]);
  });

  it('are what cost points where the score alone decided', () => {
    expect(codes({ decision: 'decline' })).toEqual(input.reason_codes);
  });

  it('leave the score out where it did not count', () => {
    const outcome = { decision: 'decline', reasons: ['terms-not-granted'], score_counted: false };
    expect(codes(outcome as unknown as PolicyOutcome)).toEqual(['terms-not-granted']);
  });
});

/** What the law calls insufficient: it says nothing that a person could act upon. */
const NEVER: Readonly<Record<Locale, RegExp>> = {
  en: /insufficient (?:credit )?score|qualifying score|fail\w* to (?:achieve|reach|meet)|score (?:is|was) (?:too )?low|low (?:credit )?score|score below|internal (?:standard|polic)/i,
  'zh-CN':
    /(?:评分|分数|得分)(?:不足|过低|太低|不够|偏低)|未达到?.{0,6}(?:评分|分数)|内部(?:标准|政策|规定)/,
};

it.each(LOCALES)('no reason in %s ever says that a score was insufficient', (locale) => {
  const said = locale === 'en' ? 'The score was too low' : '评分过低';
  expect(said).toMatch(NEVER[locale]);
  const reasons = [...ADVERSE_ACTIONS, ...REASON_CODES].map(({ en, zh }) =>
    locale === 'en' ? en : zh,
  );
  const notices = [DECLINED, decided({ decision: 'decline' }), decided({ decision: 'refer' })].map(
    (decision) => noticePage(noticeOf(locale, decision, PARTIES)),
  );
  for (const text of [...reasons, ...notices]) expect(text).not.toMatch(NEVER[locale]);
});
