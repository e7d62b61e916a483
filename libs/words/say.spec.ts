import { LOCALES, preferredLocale } from './locale.js';
import { PROBLEMS_BY_CAPABILITY } from './problems/index.js';
import { CATALOGUES, say, sayProblem } from './say.js';
import type { Text } from './catalogue/text.js';

const sentences: readonly (readonly [string, Text])[] = CATALOGUES.flatMap((catalogue) =>
  Object.entries<Text>(catalogue),
);
const problems = PROBLEMS_BY_CAPABILITY.flatMap((texts) => Object.entries(texts));
/** Names and bare punctuation, which hold no word of the language. */
const WORDLESS = [
  'frame.brand',
  'frame.title',
  'frame.language.en',
  'frame.language.zh-CN',
  'mail.line',
  'score.value',
  'term.until-value',
];
const HAN = /\p{Script=Han}/u;
const namesIn = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();

it('uses no id twice', () => {
  for (const ids of [sentences, problems]) {
    const names = ids.map(([id]) => id);
    expect(names.filter((id, i) => names.indexOf(id) !== i)).toEqual([]);
  }
});

describe('every sentence is there in every language', () => {
  it.each(sentences)('%s', (id, text) => {
    for (const locale of LOCALES) {
      expect(text[locale].trim()).toBe(text[locale]);
      expect(text[locale]).not.toBe('');
    }
    expect(namesIn(text['zh-CN'])).toEqual(namesIn(text.en));
    if (WORDLESS.includes(id)) return;
    expect(text['zh-CN']).toMatch(HAN);
    expect(text.en).not.toMatch(HAN);
  });
});

it.each(problems)('the refusal %s has a title in every language', (_code, { en, zh }) => {
  expect(en).not.toBe('');
  expect(en).not.toMatch(HAN);
  expect(zh).toMatch(HAN);
});

it('fills in names as they are and numbers as the language writes them', () => {
  expect(say('en', 'score.scale', { min: 300, max: 1850 })).toBe('on a scale from 300 to 1,850');
  expect(say('zh-CN', 'landing.title', { recipient: 'A & {b}' })).toBe('A & {b}请求您的授权');
});

it('says a refusal in the reader’s language', () => {
  expect(sayProblem('en', 'consent-revoked')).toBe('This consent was withdrawn.');
  expect(sayProblem('zh-CN', 'consent-revoked')).toBe('该授权已被撤回。');
});

it.each([
  [undefined, 'en'],
  ['', 'en'],
  ['de-DE,de;q=0.9', 'en'],
  ['zh-TW,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['de, zh-CN;q=0.7', 'zh-CN'],
  ['en-US,zh;q=0.5', 'en'],
  ['ZH', 'zh-CN'],
] as const)('a browser that prefers %j begins in %s', (header, locale) => {
  expect(preferredLocale(header)).toBe(locale);
});
