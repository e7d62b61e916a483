import { jest } from '@jest/globals';
import { CLUSTERS_OF } from '#score-engine';
import { formatSpan } from '#words';
import { type Borrower, codeAfter, lastMail, letResend, PHONE } from '../support/borrower.js';
import { testEnvironment } from '../support/environment.js';
import { mailsTo } from '../../apps/cli/start/give-consent.js';
import { Scene } from './scene.js';

jest.setTimeout(120_000);

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
}, 60_000);
afterAll(() => scene.close());

const USUAL_MONTHS = 24;

/** Where a term stands on the page, and what it says. */
async function termOf({ page }: Borrower, label: string) {
  const row = page.locator('.facts > div').filter({ has: page.getByText(label, { exact: true }) });
  const box = await row.boundingBox();
  const top = box?.y ?? -1;
  const within = top >= 0 && top + (box?.height ?? Infinity) <= PHONE.height;
  return { within, says: await row.locator('dd').innerText() };
}

/** Guards who does not scroll: how long and how often is known before anything is pressed. */
it.each(['en', 'zh-CN'] as const)('has every term on a phone’s first screen, in %s', async (of) => {
  const { borrower } = await scene.deciding(of);
  expect(borrower.page.viewportSize()).toEqual(PHONE);
  expect(await borrower.page.evaluate(() => scrollY)).toBe(0);

  const months = formatSpan(of, USUAL_MONTHS, 'month');
  const terms = [
    ['consent.purpose', borrower.t('purpose.underwriting')],
    // An absolute date, beside the days that it is away.
    ['term.until', new RegExp(`20\\d\\d.*${formatSpan(of, 31, 'day')}`, 's')],
    ['term.times', /2/],
    ['term.history', months],
    ['term.kept', formatSpan(of, 31, 'day')],
  ] as const;
  for (const [id, words] of terms) {
    const { within, says } = await termOf(borrower, borrower.t(id));
    expect({ id, within }).toEqual({ id, within: true });
    expect(says).toEqual(expect.stringMatching(words));
  }
  await borrower.leave();
});

/** Guards who wonders why a lender wants to look back so far: each kind of data says it. */
it.each(['en', 'zh-CN'] as const)(
  'says of each kind of data why so long, in %s',
  async (locale) => {
    const { borrower } = await scene.deciding(locale);
    const { page } = borrower;
    const months = formatSpan(locale, USUAL_MONTHS, 'month');
    for (const cluster of CLUSTERS_OF.person) {
      const name = borrower.t(`cluster.${cluster}`);
      const details = page.locator('details').filter({ hasText: `(${name})` });
      expect(await details.count()).toBe(1);
      const why = details.getByText(borrower.t('consent.why-history', { months }), { exact: true });
      expect(await why.isVisible()).toBe(false);
      await details.locator('summary').click();
      expect(await why.isVisible()).toBe(true);
      const text = await details.innerText();
      for (const part of ['why', 'why-history'] as const)
        expect(text).toContain(borrower.t(`cluster.${cluster}.${part}`));
    }
    await borrower.leave();
  },
);

const mailCount = async (email: string) =>
  (await mailsTo(testEnvironment().inboxUrl, email)).length;

/** Guards a mailbox from being flooded, and who waits for a mail that got lost. */
it('sends a second code not before its time, says so, and then sends it', async () => {
  const [request, subject] = [await scene.ask(), scene.somebody()];
  const { email } = subject;
  const borrower = await scene.borrower();
  const before = await lastMail(email);
  await borrower.open(`/r/${request.consentId}/address`);
  await borrower.page.getByLabel(borrower.t('email.label')).fill(email);
  await borrower.click(borrower.t('email.submit'));
  const seconds = formatSpan('en', 30, 'second');
  expect(await borrower.text()).toContain(borrower.t('code.resend-hint', { seconds }));
  const first = await codeAfter(email, before);
  const [sent, last] = [await mailCount(email), await lastMail(email)];

  await borrower.click(borrower.t('code.resend'));
  expect(await borrower.text()).toContain(borrower.t('code.wait'));
  await letResend();
  await borrower.click(borrower.t('code.resend'));
  expect(await borrower.text()).not.toContain(borrower.t('code.wait'));
  const second = await codeAfter(email, last);

  expect(await mailCount(email)).toBe(sent + 1);
  const { page } = borrower;
  if (first !== second) {
    await page.getByLabel(borrower.t('code.label')).fill(first);
    await borrower.click(borrower.t('code.submit'));
    expect(await borrower.text()).toContain(borrower.t('code.wrong'));
  }
  await page.getByLabel(borrower.t('code.label')).fill(second);
  await borrower.click(borrower.t('code.submit'));
  expect(await borrower.place()).toMatchObject({ path: `/r/${request.consentId}/consent` });
  await borrower.leave();
});
