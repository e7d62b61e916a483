import { fontRules } from './font.js';

it('keeps of the font what the browser needs, under our own address', () => {
  const { css, names } = fontRules(`/* a */
@font-face { font-family: 'N'; src: url(./files/n-1-wght-normal.woff2) format('woff2-variations');
  unicode-range: U+4e00-4e10; }`);
  expect(names).toEqual(['n-1-wght-normal.woff2']);
  expect(css).toBe(
    "@font-face { font-family: 'N'; src: url(fonts/n-1-wght-normal.woff2) format('woff2'); " +
      'unicode-range: U+4e00-4e10; }',
  );
});
