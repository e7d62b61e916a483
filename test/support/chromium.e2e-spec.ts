import { jest } from '@jest/globals';
import { launchChromium } from './chromium.js';

jest.setTimeout(120_000);

/** The tests of the pages stand on this: two visitors at once, each with a jar of their own. */
it('launches a Chromium that keeps two visitors apart', async () => {
  const browser = await launchChromium();
  try {
    const [first, second] = await Promise.all([browser.newContext(), browser.newContext()]);
    const page = await first.newPage();
    await page.setContent('<h1>Consent</h1>');
    expect(await page.textContent('h1')).toBe('Consent');
    await first.addCookies([{ name: 'a', value: 'b', url: 'http://localhost' }]);
    expect(await first.cookies()).toHaveLength(1);
    expect(await second.cookies()).toEqual([]);
  } finally {
    await browser.close();
  }
});
