import { JURISDICTIONS, prohibitedAt, STUDIED_ATTRIBUTES } from './prohibited-rules.js';
import { STUDY_FEATURES, studiedIn } from './study-features.js';

const grounds = (...[jurisdiction, day]: [(typeof JURISDICTIONS)[number], string]): string[] =>
  prohibitedAt(jurisdiction, new Date(`${day}T12:00:00Z`)).map(({ ground }) => ground);

/** A lender is held to the law of the day: not to one that comes, nor to one that is not its own. */
it.each([
  ['EU', '2026-11-19', 'nationality', false],
  ['EU', '2026-11-20', 'nationality', true],
  ['US', '1975-10-28', 'marital status', true],
  ['US', '1977-03-22', 'religion', false],
  ['UK', '2012-09-30', 'age', false],
  ['UK', '2012-10-01', 'age', true],
  ['IN', '2026-11-24', 'caste', true],
  ['IN', '2026-11-24', 'marital status', false],
  ['BR', '2019-07-08', 'sex', false],
] as const)('in %s on %s the ground %s is prohibited: %s', (where, day, ground, prohibited) => {
  expect(grounds(where, day).includes(ground)).toBe(prohibited);
});

it('names for every ground since when, and by what', () => {
  for (const jurisdiction of JURISDICTIONS) {
    const rules = prohibitedAt(jurisdiction, new Date('2026-11-24T00:00:00Z'));
    expect(rules.some(({ attributes }) => attributes.includes('sex'))).toBe(true);
    for (const { since, source, unsure } of rules) {
      expect(since).toMatch(/^(19|20)\d\d-[01]\d-[0-3]\d$/);
      expect(source).toMatch(/\d/);
      expect(unsure).not.toBe('');
    }
  }
});

it('has a feature for each attribute that a person’s data may hold', () => {
  expect(studiedIn(STUDY_FEATURES.person)).toEqual(STUDIED_ATTRIBUTES);
});
