import { jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { auditor } from '../support/auditor.js';
import { Borrower } from '../support/borrower.js';
import { launchChromium } from '../support/chromium.js';
import {
  askForConsent,
  importRows,
  must,
  score,
  shopperRows,
  type TestSubject,
  type TestTenant,
} from '../support/harness.js';
import { openScene } from './scene.js';

jest.setTimeout(120_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await auditor.close();
});

const HOUSEHOLD = 3;

/** People who share one mailbox, as couples do. */
async function importHousehold(provider: TestTenant, email: string): Promise<string[]> {
  const rows = shopperRows(100, HOUSEHOLD, provider.slug).map((row) => ({ ...row, email }));
  await importRows(provider, 'person', rows);
  return [...new Set((rows as (TestSubject & object)[]).map(({ reference }) => reference))];
}

/** Guards whoever shares a mailbox: it is their own data that are read, as they chose. */
it('lets the borrower pick whose data are meant, and reads those alone', async () => {
  const { provider, lender } = await openScene();
  const email = `household.${provider.slug}@mail.invalid`;
  const references = await importHousehold(provider, email);
  const chosen = references[1] ?? '';
  const request = await askForConsent(lender, provider);
  const borrower = await Borrower.at(browser, 'en', { locale: 'en' });
  await borrower.comeToDecide(request.link, email);

  expect(await borrower.place()).toMatchObject({
    path: `/r/${request.consentId}/pick`,
    heading: borrower.t('pick.title'),
  });
  const { page } = borrower;
  expect(await page.locator('input[name=subject]').count()).toBe(HOUSEHOLD);
  expect(await page.locator('input:checked').count()).toBe(0);
  const text = await borrower.text();
  for (const reference of references) {
    expect(text).toContain(`…${reference.slice(-4)}`);
    expect(text).not.toContain(reference);
  }
  await refusesAnother(borrower, request.consentId);

  const label = borrower.t('pick.person', { reference: `…${chosen.slice(-4)}` });
  await page.getByLabel(label).check();
  await borrower.click(borrower.t('pick.submit'));
  expect(await borrower.place()).toMatchObject({ path: `/r/${request.consentId}/consent` });
  await borrower.click(borrower.t('consent.allow'));
  must(await score(lender, request), 201);

  const [consent] = await auditor.rows('consent', { consent_id: request.consentId });
  const [subject] = await auditor.rows('subject', { subject_id: consent?.['subject_id'] });
  expect(subject).toMatchObject({ reference: chosen });
  await borrower.leave();
});

/** Who is at hand may not be picked unless the mailbox is theirs. */
async function refusesAnother(borrower: Borrower, consentId: string): Promise<void> {
  const { page, context } = borrower;
  const [stranger] = await auditor.query<{ subject_id: string }>(
    `SELECT subject_id FROM app.subject JOIN control.cell USING (cell_id)
     WHERE tenant_id = (SELECT provider_tenant_id FROM control.directory WHERE consent_id = $1)
       AND subject_id NOT IN (SELECT unnest($2::uuid[])) LIMIT 1`,
    [consentId, await page.locator('input[name=subject]').evaluateAll(valuesOf)],
  );
  const token = await page.locator('input[name=_csrf]').first().inputValue();
  const form = { _csrf: token, subject: stranger?.subject_id ?? 'none' };
  const answer = await context.request.post(page.url(), { form, maxRedirects: 0 });
  expect(stranger).toBeDefined();
  expect(answer.status()).toBe(200);
  expect(await answer.text()).toContain(borrower.t('pick.missing'));
}

const valuesOf = (inputs: Element[]): string[] =>
  inputs.map((input) => input.getAttribute('value') ?? '');
