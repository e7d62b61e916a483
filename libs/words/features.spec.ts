import { FIRM_FEATURES, PERSON_FEATURES } from '#score-engine';
import { formatValue, LOCALES, sayFeature } from './index.js';

/** A borrower, who would be told a name of the program's. */
it.each(LOCALES)('every feature has a name in %s', (locale) => {
  for (const { name } of [...PERSON_FEATURES, ...FIRM_FEATURES])
    expect(sayFeature(locale, name)).toMatch(locale === 'en' ? /^[A-Z]/ : /[一-鿿]/);
});

it.each([
  ['en', 3, 'count', '3'],
  ['en', 0.256, 'share', '25.6%'],
  ['en', 1, 'days', '1 day'],
  ['zh-CN', 12, 'months', '12个月'],
  ['en', 160_000, 'minor', '160,000 (smallest currency unit)'],
  ['zh-CN', 160_000, 'minor', '160,000（最小货币单位）'],
] as const)('tells in %s %d %s as %s', (locale, value, unit, text) => {
  expect(formatValue(locale, value, unit)).toBe(text);
});
