import { jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Locale } from '#words';
import { auditor } from '../support/auditor.js';
import { Borrower, lastMail, mailAfter } from '../support/borrower.js';
import { launchChromium } from '../support/chromium.js';
import {
  askForConsent,
  deployModel,
  must,
  newTenant,
  score,
  scoreCall,
  type TestRequest,
  type TestSubject,
  type TestTenant,
  unique,
} from '../support/harness.js';
import { call } from '../support/http.js';
import { FORMULA, type Marketplace, openMarketplace, scoreAll } from './marketplace.js';
import { hireCompliance, seenByStaff, seenOnStaffPage } from './compliance.js';

jest.setTimeout(300_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await auditor.close();
});

/** The promise of the whole: data move under consent, are scored, and the trail shows it. */
it.each(['en', 'zh-CN'] as const)('runs from the import to the trail, in %s', async (locale) => {
  const market = await openMarketplace();
  const [lender, stranger] = [await newTenant(['recipient']), market.shoppers[3]];
  if (!stranger) throw new Error('no borrower');
  const sha256 = await deployModel(market.tenant, 'person', [lender]);
  await deployModel(market.tenant, 'firm');
  await scoresEverybody(market);
  const modelAtLender = await call(lender.key, `/v1/models/${sha256}`);
  expect(modelAtLender.status).toBe(404);

  const request = await asks(lender, market.tenant);
  const granting = await grants(locale, request, stranger, { lender, provider: market.tenant });
  const made = await isScored(lender, request, sha256);
  const withdrawing = await looksAndWithdraws(locale, request, stranger, made);
  expect(withdrawing.clicks).toBeLessThanOrEqual(granting.clicks);
  expect(withdrawing.pages).toBeLessThanOrEqual(granting.pages);
  await everyDoorRefuses(lender, request, made);
  await complianceFindsIt(locale, request, made, [lender, market.tenant]);
});

async function scoresEverybody({ tenant, counts, skipped }: Marketplace): Promise<void> {
  const persons = await scoreAll(tenant, 'person');
  const left = Object.values(skipped).reduce((sum, count) => sum + count, 0);
  expect(persons.job).toMatchObject({ status: 'done', subjects: counts.person, skipped });
  expect(persons.job.scored + left).toBe(counts.person);
  expect(persons.lines).toHaveLength(1 + persons.job.scored);
  const quoted = `'${FORMULA}`.replaceAll('"', '""');
  expect(persons.lines.filter((line) => line.startsWith(`"${quoted}",`))).toHaveLength(1);
  expect(persons.lines.filter((line) => /^"?[=+\-@]/.test(line))).toEqual([]);
  const firms = await scoreAll(tenant, 'firm');
  expect(firms.job).toMatchObject({ status: 'done', scored: counts.firm, skipped: {} });
}

async function asks(lender: TestTenant, provider: TestTenant): Promise<TestRequest> {
  const request = await askForConsent(lender, provider, {
    clusters_needed: ['orders', 'repayments'],
    reasons: { orders: 'To see how steady your purchases are.' },
    return_url: 'https://lender.invalid/back?case=7',
  });
  expect(await statusOf(lender, request)).toBe('AWAITING_AUTHORISATION');
  expect(await score(lender, request)).toMatchObject({
    status: 403,
    body: { code: 'consent-not-authorised' },
  });
  return request;
}

async function statusOf(lender: TestTenant, { consentId }: TestRequest): Promise<string> {
  const path = `/v1/consent-requests/${consentId}`;
  return must(await call<{ status: string }>(lender.key, path), 200).status;
}

async function grants(
  locale: Locale,
  request: TestRequest,
  subject: TestSubject,
  { lender, provider }: { readonly lender: TestTenant; readonly provider: TestTenant },
) {
  const borrower = await Borrower.at(browser, locale);
  const before = await lastMail(subject.email);
  await borrower.open(request.link);
  await borrower.chooseLanguage();
  borrower.startCounting();
  await borrower.comeToDecide(request.link, subject.email);
  expect(await borrower.place()).toMatchObject({ lang: locale });
  const read = await borrower.text();
  for (const words of [
    ...[lender, provider].flatMap(({ slug }) => [`Tenant ${slug}`, `Tenant ${slug} Ltd.`]),
    borrower.t('purpose.underwriting'),
    borrower.t('consent.leaves'),
    borrower.t('consent.automated'),
    borrower.t('consent.refuse'),
    borrower.t('consent.withdraw'),
  ])
    expect(read).toContain(words);
  await borrower.page.getByLabel(borrower.t('cluster.profile'), { exact: true }).check();
  borrower.steps.clicks += 1;
  await borrower.click(borrower.t('consent.allow'));
  expect(await borrower.place()).toMatchObject({
    heading: borrower.t('granted.title'),
    path: `/r/${request.consentId}/granted`,
  });
  const receipt = await borrower.page.innerText('.receipt');
  const mail = await mailAfter(subject.email, before, new RegExp(receipt));
  expect(mail.text).toContain(borrower.t('purpose.underwriting'));
  expect(await statusOf(lender, request)).toBe('AUTHORISED');
  await borrower.leave();
  return borrower.steps;
}

interface MadeScore {
  readonly score_id: string;
  readonly score: number;
  readonly reasons: readonly { readonly en: string; readonly zh_cn: string }[];
  readonly audit_event_id: string;
  readonly operation: string;
}

async function isScored(
  lender: TestTenant,
  request: TestRequest,
  sha256: string,
): Promise<MadeScore> {
  const operation = unique('operation');
  const made = must(await score(lender, request, operation), 201);
  expect(made).toMatchObject({
    consent_id: request.consentId,
    model: { sha256, event: '90 days late', horizon_months: 12 },
    flags: expect.arrayContaining(['not_calibrated_for_recipient']),
    coverage: { withheld: ['balances'], not_requested: [], missing: [], unavailable: [] },
  });
  const { reasons, audit_event_id: eventId } = made as unknown as MadeScore;
  expect(reasons.length).toBeGreaterThan(0);
  expect(reasons.length).toBeLessThanOrEqual(4);
  for (const reason of reasons) {
    expect(reason.en).toMatch(/^[A-Z].+\.$/);
    expect(reason.zh_cn).toMatch(/^[\u4e00-\u9fff].+。$/);
  }
  const trail = await call<{ events: { id: string; action: string }[] }>(
    lender.key,
    `/v1/audit/events?consent=${request.consentId}`,
  );
  const own = trail.body.events.find(({ id }) => id === eventId);
  expect(own).toMatchObject({ action: 'score.created' });
  const body = { ...scoreCall(request), purpose: 'collections' };
  expect(await call(lender.key, '/v1/scores', { body })).toMatchObject({ status: 403 });
  expect(await statusOf(lender, request)).toBe('ACTIVE');
  return { ...(made as unknown as MadeScore), operation };
}

/** By a log-in of their own, on another device, without the link. */
async function looksAndWithdraws(
  locale: Locale,
  { consentId }: TestRequest,
  subject: TestSubject,
  made: MadeScore,
) {
  const borrower = await Borrower.at(browser, locale);
  await borrower.open('/');
  await borrower.chooseLanguage();
  borrower.startCounting();
  await borrower.open('/');
  await borrower.signIn(subject.email);
  expect(await borrower.place()).toMatchObject({ path: '/', lang: locale });
  const entering = { ...borrower.steps };
  await seesEverything(borrower, consentId, made);
  await borrower.open('/');
  const before = await lastMail(subject.email);
  borrower.startCounting();
  await borrower.page.locator('a[href$="/withdraw"]').click();
  borrower.steps.clicks += 1;
  await borrower.click(borrower.t('withdraw.stop'));
  const { clicks, pages } = borrower.steps;
  expect(await borrower.place()).toMatchObject({ heading: borrower.t('withdrawn.title') });
  const receipt = await borrower.page.innerText('.receipt');
  const mail = await mailAfter(subject.email, before, new RegExp(receipt));
  expect(mail.text).toContain(borrower.t('withdraw.past'));
  await borrower.leave();
  return { clicks: clicks + entering.clicks, pages: pages + entering.pages };
}

async function seesEverything(borrower: Borrower, consentId: string, made: MadeScore) {
  const { locale } = borrower;
  await borrower.page.locator(`a[href$="/scores/${made.score_id}"]`).click();
  const shown = await borrower.text();
  expect(shown).toContain(String(made.score));
  for (const { en, zh_cn: zh } of made.reasons) expect(shown).toContain(locale === 'en' ? en : zh);
  expect(shown).toContain(borrower.t('cluster.balances'));
  await borrower.click(borrower.t('score.consent'));
  expect(await borrower.place()).toMatchObject({ path: `/consents/${consentId}` });
  const history = borrower.page.locator('.history li');
  expect(await history.count()).toBeGreaterThanOrEqual(4);
  const denied = await borrower.page.locator('.history li.refused').allInnerTexts();
  expect(denied.join()).toMatch(locale === 'en' ? /was refused/ : /被拒绝/);
}

/** From the first call after the page's answer on. */
async function everyDoorRefuses(lender: TestTenant, request: TestRequest, made: MadeScore) {
  const { key } = lender;
  const answers = [
    await score(lender, request),
    await score(lender, request, made.operation),
    await call(key, `/v1/scores/${made.score_id}`),
    await call(key, `/v1/consents/${request.consentId}/scores.csv`),
  ];
  for (const answer of answers)
    expect(answer).toMatchObject({ status: 403, body: { code: 'consent-revoked' } });
  expect(await statusOf(lender, request)).toBe('REVOKED');
}

async function complianceFindsIt(
  locale: Locale,
  { consentId }: TestRequest,
  { audit_event_id: eventId }: MadeScore,
  [lender, provider]: readonly [TestTenant, TestTenant],
) {
  const [atLender, atProvider] = [await hireCompliance(lender), await hireCompliance(provider)];
  const lenders = await seenByStaff(atLender, consentId);
  const providers = await seenByStaff(atProvider, consentId);
  const actions = (events: typeof lenders) => new Set(events.map(({ action }) => action));
  expect([...actions(lenders)]).toEqual(
    expect.arrayContaining(['consent.requested', 'consent.granted', 'score.created']),
  );
  expect([...actions(providers)]).toEqual(
    expect.arrayContaining(['consent.granted', 'consent.withdrawn']),
  );
  expect(lenders.map(({ id }) => id)).toContain(eventId);
  const ids = new Set(lenders.map(({ id }) => id));
  expect(providers.filter(({ id }) => ids.has(id))).toEqual([]);
  expect([...actions(providers)]).not.toContain('consent.requested');
  const page = await seenOnStaffPage(browser, locale, atLender, consentId);
  expect(page).toContain('score.created');
  expect(page).toContain('score.denied');
}
