import { jest } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { auditor } from '../support/auditor.js';
import type { Borrower } from '../support/borrower.js';
import { picture, Scene } from './scene.js';

jest.setTimeout(120_000);

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
}, 60_000);
afterAll(() => scene.close());

/** Guards the freedom of the choice: what looks like the way on is chosen more often. */
it.each(['en', 'zh-CN'] as const)('offers two answers that look alike, in %s', async (locale) => {
  const { borrower } = await scene.deciding(locale);
  const { page } = borrower;
  const data = page.locator('section.card').first();
  await picture(borrower, locale === 'en' ? 'consent-en' : 'consent-zh', data);
  expect(await borrower.text()).not.toContain(borrower.t('unusual.title'));
  expect(await page.locator('input:checked').count()).toBe(0);
  const allow = await looksOf(button(borrower, 'consent.allow'));
  const decline = await looksOf(button(borrower, 'consent.decline'));
  expect(decline).toEqual(allow);
  expect(contrast(allow.color, allow.backgroundColor)).toBeGreaterThanOrEqual(4.5);
  // One box, so one line: on a phone as narrow as this the days stay together in their brackets.
  const days = page.locator('.facts .whole');
  expect(await days.innerText()).toMatch(/^\d+\s?\D+$/);
  expect(await days.evaluate((element) => element.getClientRects().length)).toBe(1);
  await borrower.leave();
});

const button = (borrower: Borrower, id: 'consent.allow' | 'consent.decline') =>
  borrower.page.getByRole('button', { name: borrower.t(id), exact: true });

/** All that makes one of two buttons stand out, but for where it is from left to right. */
async function looksOf(locator: Locator) {
  const box = await locator.boundingBox();
  const style = await locator.evaluate((element) => {
    const computed = getComputedStyle(element);
    const { color, backgroundColor, fontSize, fontWeight, borderWidth, opacity } = computed;
    return { color, backgroundColor, fontSize, fontWeight, borderWidth, opacity };
  });
  return { ...style, width: box?.width, height: box?.height, top: box?.y };
}

/** @source WCAG 2.2, relative luminance and contrast ratio */
function contrast(first: string, second: string): number {
  const [light = 1, dark = 1] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

it('reaches every answer by the keyboard alone, and opens details in place', async () => {
  const { borrower } = await scene.deciding();
  const { page } = borrower;
  const reached = await tabThrough(page);
  expect(reached).toEqual(
    expect.arrayContaining([borrower.t('consent.allow'), borrower.t('consent.decline')]),
  );
  const details = page.locator('details').first();
  await details.locator('summary').focus();
  await page.keyboard.press('Enter');
  expect(await details.getAttribute('open')).not.toBeNull();
  expect(await details.innerText()).toContain(borrower.t('consent.why'));
  await borrower.leave();
});

async function tabThrough(page: Page): Promise<string[]> {
  const names: string[] = [];
  for (let stop = 0; stop < 40; stop++) {
    await page.keyboard.press('Tab');
    names.push(await page.evaluate(() => document.activeElement?.textContent.trim() ?? ''));
  }
  return names;
}

it('calls out what is more than usual, and says all terms', async () => {
  const [request, subject] = [await scene.ask({ days: 31, history_months: 36 }), scene.somebody()];
  const borrower = await scene.borrower();
  await borrower.open(request.link);
  const landing = await borrower.text();
  for (const words of ['Bridge Lending', 'Bridge Lending Ltd.', 'Lantern Market'])
    expect(landing).toContain(words);
  expect(landing).toContain(borrower.t('frame.platform-role'));
  expect(landing).toContain(borrower.t('landing.leave', { recipient: 'Bridge Lending' }));
  await borrower.comeToDecide(request.link, subject.email);
  const text = await borrower.text();
  for (const id of ['unusual.title', 'term.until', 'term.history', 'term.kept'] as const)
    expect(text).toContain(borrower.t(id));
  expect(text).toContain('bank password');
  expect(text).toContain(borrower.t('unusual.history', { months: '36 months' }));
  await borrower.leave();
});

it('keeps what was ticked when the language is switched', async () => {
  const { borrower } = await scene.deciding('en');
  const { page } = borrower;
  await page.getByLabel(borrower.t('cluster.balances'), { exact: true }).check();
  await borrower.click('简体中文');
  expect(await borrower.place()).toMatchObject({ lang: 'zh-CN' });
  const ticked = await page
    .locator('input:checked')
    .evaluateAll((all) => all.map((one) => one.getAttribute('value')));
  expect(ticked).toEqual(['balances']);
  await borrower.click('同意');
  expect(await borrower.place()).toMatchObject({ heading: '您已同意', lang: 'zh-CN' });
  await borrower.leave();
});

/** Guards who presses twice, or whose phone does. */
it('makes one consent of a form that is sent twice at once', async () => {
  const { borrower, request } = await scene.deciding();
  const form = await borrower.page
    .locator('#decision')
    .evaluate(
      (element) =>
        Object.fromEntries(new FormData(element as HTMLFormElement)) as Record<string, string>,
    );
  const url = new URL(`/r/${request.consentId}/allow`, borrower.page.url()).href;
  const send = () => borrower.context.request.post(url, { form, maxRedirects: 0 });

  const statuses = (await Promise.all([send(), send()])).map((answer) => answer.status());

  expect(statuses.sort()).toEqual([303, 409]);
  expect(await auditor.rows('consent', { consent_id: request.consentId })).toHaveLength(1);
  await borrower.open(request.link);
  expect(await borrower.place()).toMatchObject({ path: `/consents/${request.consentId}` });
  await borrower.leave();
});

it('makes stopping and going back look alike, and says what follows', async () => {
  const { borrower, request } = await scene.deciding();
  await borrower.click(borrower.t('consent.allow'));
  await borrower.click(borrower.t('action.manage'));
  await borrower.click(borrower.t('withdraw.stop'));
  expect(await borrower.place()).toMatchObject({ path: `/consents/${request.consentId}/withdraw` });
  const text = await borrower.text();
  for (const id of ['withdraw.past', 'withdraw.kept'] as const)
    expect(text).toContain(borrower.t(id));
  const pair = borrower.page.locator('.pair > *');
  expect(await looksOf(pair.nth(1))).toEqual(await looksOf(pair.nth(0)));
  await borrower.click(borrower.t('withdraw.back'));
  expect((await scene.score(request)).status).toBe(201);
  await borrower.leave();
});
