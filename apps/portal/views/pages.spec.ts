import type { ConsentTerms } from '#consent-engine';
import { LOCALES, type Locale } from '#words';
import {
  codePage,
  consentPage,
  type ConsentModel,
  emailPage,
  type Frame,
  grantedPage,
  landingPage,
  noticeText,
  outcomePage,
  withdrawPage,
} from './index.js';
import { renderedText } from './rendered-text.js';
import { STYLESHEET } from './stylesheet.js';

const frameIn = (locale: Locale): Frame => ({
  locale,
  path: '/r/1?step=2',
  csrf: 'a-token',
  domain: 'consent.example',
  signedIn: { homeHref: '/home', signOutAction: '/sign-out' },
});
const terms: ConsentTerms = {
  purpose: 'underwriting',
  clustersNeeded: ['orders', 'repayments'],
  clustersOptional: ['profile', 'balances'],
  days: 90,
  dataLifeDays: 365,
  historyMonths: 24,
  mode: 'QUERY',
  fetchType: 'PERIODIC',
  frequency: { unit: 'DAY', value: 2 },
};
const parties = {
  recipient: { tradingName: 'Lotus <Lending>', legalName: 'Lotus Peer Lending Ltd.' },
  provider: { tradingName: 'Bazaar', legalName: 'Bazaar Marketplace Co., Ltd.' },
  subjectKind: 'person',
} as const;
const at = new Date('2027-02-22T10:00:00Z');
const consent: ConsentModel = {
  notice: {
    ...parties,
    terms,
    applicationReference: 'LN-7',
    reasons: { orders: 'Because <script>alert(1)</script> we said so' },
    unusual: ['dataLifeDays'],
    endsAt: at,
    zone: 'Asia/Shanghai',
    domain: 'consent.example',
  },
  noticeHash: 'f00d',
  chosen: [],
  allowAction: '/allow',
  declineAction: '/decline',
  languageAction: '/language',
  leaveAction: '/leave',
  error: null,
};
const request = { ...parties, leaveAction: '/leave' };
const pagesIn = (locale: Locale): Readonly<Record<string, string>> => {
  const frame = frameIn(locale);
  const zone = 'UTC';
  return {
    landing: landingPage(frame, { ...request, terms, lapsesAt: at, zone, continueHref: '/go' }),
    email: emailPage(frame, { action: '/e', email: '"x', error: 'email.malformed', request }),
    code: codePage(frame, {
      action: '/code',
      resendAction: '/again',
      otherAddressHref: '/e',
      email: 'mei@example.com',
      validMinutes: 10,
      validUntil: at,
      resendAfterSeconds: 60,
      zone,
      error: null,
      request,
    }),
    consent: consentPage(frame, consent),
    declined: outcomePage(frame, {
      kind: 'declined',
      recipient: parties.recipient,
      lapsesAt: at,
      zone,
      returnHref: '/back',
    }),
    granted: grantedPage(frame, {
      ...parties,
      clustersGranted: ['orders', 'repayments'],
      clustersWithheld: ['profile', 'balances'],
      endsAt: at,
      zone,
      receiptNumber: 'R-1',
      manageHref: '/consents/1',
      returnHref: null,
    }),
    withdraw: withdrawPage(frame, { ...parties, action: '/w', backHref: '/consents/1' }),
  };
};
const pages = LOCALES.flatMap((locale) =>
  Object.entries(pagesIn(locale)).map(([name, html]) => [name, locale, html] as const),
);
const tags = (html: string, name: string) => html.match(new RegExp(`<${name}\\b[^>]*>`, 'g')) ?? [];

describe.each(pages)('the page %s in %s', (_name, locale, html) => {
  it('says its language and offers the other one', () => {
    expect(html).toContain(`<html lang="${locale}" dir="ltr">`);
    const other = locale === 'en' ? 'zh-CN' : 'en';
    expect(html.includes(`lang=${other}`) || html.includes(`value="${other}"`)).toBe(true);
  });

  it('holds no script, no style of its own and no address of another host', () => {
    expect(tags(html, 'script')).toEqual([]);
    expect(html).not.toMatch(/<[^>]+ (?:style|on\w+)=/);
    expect(html).not.toMatch(/(?:href|src|action)="(?:https?:)?\/\//);
  });

  it('sends its token with every form, and in no address', () => {
    const forms = html.split('<form ').slice(1);
    expect(forms.length).toBeGreaterThan(0);
    for (const form of forms) {
      expect(form).toMatch(/^[^>]*method="post"/);
      expect(form.split('</form>')[0]).toContain('name="_csrf" value="a-token"');
    }
    expect(html).not.toMatch(/(?:href|action)="[^"]*a-token/);
  });

  it('leaves no sentence unfilled, and takes nobody’s name for markup', () => {
    expect(renderedText(html)).not.toMatch(/\{\w+\}|undefined|Invalid Date/);
    expect(html).not.toContain('<Lending>');
  });

  it('says that nobody may ask for the bank password', () => {
    expect(renderedText(html)).toMatch(/bank password|银行密码/);
  });
});

describe('the consent page', () => {
  const html = consentPage(frameIn('en'), consent);

  it('ticks no box that the borrower has not ticked, and has none for what is needed', () => {
    const boxes = tags(html, 'input').filter((tag) => tag.includes('checkbox'));
    expect(boxes).toHaveLength(terms.clustersOptional.length);
    for (const box of boxes) expect(box).not.toContain('checked');
    const again = consentPage(frameIn('en'), { ...consent, chosen: ['balances'] });
    const ticked = tags(again, 'input').filter((tag) => tag.includes('checked'));
    expect(ticked).toHaveLength(1);
    expect(ticked[0]).toContain('value="balances"');
  });

  it('gives allow and decline the same element, class and row', () => {
    const row = /<div class="pair">(.*?)<\/div>/.exec(html)?.[1] ?? '';
    expect(row.match(/<button class="button" type="submit"[^>]*>/g)).toHaveLength(2);
    expect(row).toMatch(/>Allow<.*formaction="\/decline">Decline</);
  });

  it.each([
    'Lotus <Lending>',
    'Lotus Peer Lending Ltd.',
    'Bazaar Marketplace Co., Ltd.',
    'To assess whether and on what terms to grant you the loan that you applied for.',
    '22 Feb 2027 (90 days)',
    'Up to 2 a day',
    '24 months',
    'Up to 90 days, and never beyond this consent',
    'Only a score leaves',
    'A statistical model computes the score without a person.',
    'Nothing is shared, and Lotus <Lending> is not told that you declined',
    'At any time and free of charge, until 22 February 2027',
    'Because <script>alert(1)</script> we said so',
    'longer than usual for this purpose: 90 days',
  ])('tells, and keeps in the stored text: %s', (part) => {
    expect(renderedText(html)).toContain(part);
    expect(noticeText('en', consent.notice)).toContain(part);
  });
});

/** The hash of this text is the evidence of what a borrower agreed to. */
it('has one stored text for one notice, another for another language or another term', () => {
  const text = noticeText('en', consent.notice);
  expect(noticeText('en', { ...consent.notice })).toBe(text);
  expect(noticeText('zh-CN', consent.notice)).not.toBe(text);
  const longer = { ...consent.notice, terms: { ...terms, dataLifeDays: 89 } };
  expect(noticeText('en', longer)).not.toBe(text);
  const shown = renderedText(consentPage(frameIn('en'), { ...consent, chosen: ['profile'] }));
  expect(shown).toContain(text);
});

it('tells a one-time consent apart from a lasting one where it tells how to withdraw', () => {
  const once = { ...terms, fetchType: 'ONETIME', frequency: null } as const;
  const text = noticeText('en', { ...consent.notice, terms: once });
  expect(text).toContain('also after the score has been made');
  expect(text).toContain('How often\nOnce');
});

it('puts the code into one field that takes what is pasted', () => {
  const html = pagesIn('en')['code'] ?? '';
  const fields = tags(html, 'input').filter((tag) => !tag.includes('hidden'));
  expect(fields).toHaveLength(1);
  expect(fields[0]).toContain('autocomplete="one-time-code"');
  expect(fields[0]).not.toContain('maxlength');
  expect(renderedText(html)).toContain('valid for 10 minutes, until 10:00');
  expect(renderedText(html)).toContain('60 seconds');
});

it('gives stop and back the same class on the same row', () => {
  const row = /<div class="pair">(.*?)<\/div>/.exec(pagesIn('en')['withdraw'] ?? '')?.[1] ?? '';
  expect(row.match(/class="button"/g)).toHaveLength(2);
});

it('names no address in its style', () => {
  expect(STYLESHEET).not.toContain('url(');
});
