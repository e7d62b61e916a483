import { mirrored } from './mirrored-pages.js';

it('turns a page round, makes its texts longer, and leaves markup and characters whole', () => {
  const page =
    '<!doctype html><html lang="en" dir="ltr"><a href="/no">Say &amp; go</a><b>12</b></html>';
  const turned = mirrored(page);
  expect(turned).toContain('<html lang="ar-XB" dir="rtl">');
  expect(turned).toMatch(/<a href="\/no">\u202eSáý &amp; gö[·\u200b]+\u202c<\/a><b>12<\/b>/);
});
