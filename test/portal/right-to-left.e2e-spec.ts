import { jest } from '@jest/globals';
import type { Borrower } from '../support/borrower.js';
import { PHONE } from '../support/borrower.js';
import { Scene } from './scene.js';

jest.setTimeout(120_000);

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
}, 60_000);
afterAll(() => scene.close());

interface Layout {
  readonly dir: string;
  readonly lang: string;
  readonly width: number;
  readonly beyond: readonly string[];
  /** Where the skip link's neighbour, the brand, begins: at the right, when mirrored. */
  readonly brandRight: number;
}

/** Shows the page that the borrower is at mirrored and longer, measures it, and comes back. */
async function measured({ page }: Borrower): Promise<Layout> {
  const here = page.url();
  await page.goto(`${here}${here.includes('?') ? '&' : '?'}lang=ar-XB`);
  for (const summary of await page.locator('summary').all()) await summary.click();
  const layout = await page.evaluate((width) => {
    const inView = (box: DOMRect) => box.left >= -0.5 && box.right <= width + 0.5;
    const seen = [...document.querySelectorAll('body *:not(.skip):not(.unseen)')];
    const beyond = seen.filter((one) => !inView(one.getBoundingClientRect()));
    return {
      dir: document.documentElement.dir,
      lang: document.documentElement.lang,
      width: document.documentElement.scrollWidth,
      beyond: beyond.map((one) => one.outerHTML.slice(0, 120)),
      brandRight: document.querySelector('.brand')?.getBoundingClientRect().right ?? 0,
    };
  }, PHONE.width);
  await page.goto(here);
  return layout;
}

/** Guards readers of languages that are written from the right, whom we cannot serve yet. */
it('mirrors every page on a phone, with longer words, and nothing overflows', async () => {
  const [request, subject] = [await scene.ask(), scene.somebody()];
  const borrower = await scene.borrower('en', { javaScriptEnabled: true });
  const fits = async (what: string) => {
    const { brandRight, ...layout } = await measured(borrower);
    expect({ what, ...layout }).toEqual({
      ...{ what, dir: 'rtl', lang: 'ar-XB', width: PHONE.width, beyond: [] },
    });
    expect(brandRight).toBeGreaterThan(PHONE.width * 0.9);
  };
  const t = borrower.t.bind(borrower);

  await borrower.open(request.link);
  expect(await borrower.page.getAttribute('html', 'dir')).toBe('ltr');
  await fits('landing');
  await borrower.click(t('landing.continue'));
  await fits('address');
  await borrower.signIn(subject.email);
  await fits('consent');
  await borrower.click(t('consent.allow'));
  await fits('granted');
  expect((await scene.score(request)).status).toBe(201);
  await borrower.open('/');
  await fits('home');
  await borrower.open(`/consents/${request.consentId}`);
  await fits('detail');
  await borrower.page.locator('a[href*="/scores/"]').first().click();
  await fits('score');
  await borrower.open(`/consents/${request.consentId}/withdraw`);
  await fits('withdraw');
  await borrower.click(t('withdraw.stop'));
  await fits('withdrawn');
  // It is offered to nobody.
  expect(await borrower.page.content()).not.toContain('ar-XB');
  await borrower.leave();
});
