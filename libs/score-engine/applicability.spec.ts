import fc from 'fast-check';
import {
  compileApplicability,
  judge,
  pdIntervalOf,
  type ApplicabilityTerms,
} from './applicability.js';
import { withheldMask } from './clusters.js';
import { FIRM_FEATURES } from './firm-features.js';
import { PERSON_FEATURES } from './person-features.js';

const TERMS: ApplicabilityTerms = {
  evidence: [
    { feature: 'orders_12m', enough: 10 },
    { feature: 'utilisation_slope_6m', enough: null },
  ],
  minimum: 0.25,
  thin: { below: 0.75, logitBelow: 2, logitAbove: 1 },
  ranges: [{ feature: 'orders_12m', low: null, high: 100 }],
};
const named = (...names: string[]) => PERSON_FEATURES.filter(({ name }) => names.includes(name));
const FEATURES = named('orders_12m', 'utilisation_slope_6m', 'days_overdue_now', 'late_share_12m');

function compiled(applicability?: ApplicabilityTerms) {
  const terms = applicability === undefined ? {} : { applicability };
  const made = compileApplicability(
    { kind: 'person', features: FEATURES, ...terms },
    PERSON_FEATURES,
  );
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}
const model = compiled(TERMS);
function judged(values: Readonly<Record<string, number>>, withheld: string[] = [], of = model) {
  const row = Float64Array.from(PERSON_FEATURES, ({ name }) => values[name] ?? Number.NaN);
  return judge(of, row, 0, withheldMask('person', withheld));
}

it.each([
  [{ orders_12m: 10, utilisation_slope_6m: 0 }, [], { state: 'scored', thin: false }],
  [{ orders_12m: 5, utilisation_slope_6m: 0 }, [], { state: 'scored', thin: false }],
  [{ orders_12m: 4.9, utilisation_slope_6m: 0 }, [], { state: 'scored', thin: true }],
  [{ orders_12m: 5 }, [], { state: 'scored', thin: true }],
  [{ orders_12m: 4.9 }, [], { state: 'not_scorable', why: 'too-little-history' }],
  [{ orders_12m: 4.9 }, ['balances'], { state: 'not_scorable', why: 'too-little-shared' }],
  [{ late_share_12m: 0 }, [], { state: 'not_scorable', why: 'too-little-history' }],
  [{}, [], { state: 'not_scorable', why: 'no-data' }],
  [{ orders_12m: 50 }, ['orders'], { state: 'not_scorable', why: 'too-little-shared' }],
] as const)('%j without %j is judged %j', (values, withheld, what) => {
  expect(judged(values, [...withheld])).toMatchObject(what);
});

it.each([
  [{ days_overdue_now: 89 }, 'not_scorable'],
  [{ days_overdue_now: 90 }, 'in_default'],
  [{ days_overdue_now: 90, orders_12m: 10, utilisation_slope_6m: 0 }, 'in_default'],
] as const)('%j is %s: a default that shows comes before what is little', (values, state) => {
  expect(judged(values).state).toBe(state);
});

// Who is hurt: whoever kept their repayments to themselves, and is told of them all the same.
it('does not see a default in what is withheld', () => {
  const values = { days_overdue_now: 200, orders_12m: 10, utilisation_slope_6m: 0 };
  expect(judged(values, ['repayments']).state).toBe('scored');
});

it('names the features that are out of range, of the artefact or of the unit', () => {
  const row = { orders_12m: 101, utilisation_slope_6m: 0, late_share_12m: 1.1 };
  expect(judged(row).outOfRange).toEqual(['late_share_12m', 'orders_12m']);
  expect(judged({ ...row, orders_12m: 100, late_share_12m: 1 }).outOfRange).toEqual([]);
  expect(judged(row, ['orders']).outOfRange).toEqual(['late_share_12m']);
});

it('a model that states nothing scores whoever is known by anything', () => {
  const anybody = compiled();
  expect(judged({ late_share_12m: 0 }, [], anybody)).toMatchObject({
    state: 'scored',
    thin: false,
  });
  expect(judged({}, [], anybody)).toMatchObject({ state: 'not_scorable', why: 'no-data' });
});

/** Two people who differ only in what they withheld get one judgement. */
it('judges alike whoever differs only in what is withheld', () => {
  const value = fc.oneof(fc.constant(Number.NaN), fc.double({ min: -10, max: 300, noNaN: true }));
  const row = fc.array(value, { minLength: FEATURES.length, maxLength: FEATURES.length });
  const CLUSTERS = ['orders', 'repayments', 'balances'] as const;
  fc.assert(
    fc.property(row, row, fc.subarray([...CLUSTERS]), (one, other, withheld) => {
      const rowOf = (kept: readonly number[]) =>
        Object.fromEntries(
          FEATURES.map(({ name, clusters }, at) => [
            name,
            (clusters.every((cluster) => withheld.includes(cluster as never)) ? kept : one)[at],
          ]),
        ) as Record<string, number>;
      expect(judged(rowOf(other), withheld)).toEqual(judged(rowOf(one), withheld));
    }),
  );
});

it('an interval holds the PD that it is of', () => {
  const interval = pdIntervalOf(-3, model);
  expect(interval?.low).toBeCloseTo(1 / (1 + Math.exp(5)), 12);
  expect(interval?.high).toBeCloseTo(1 / (1 + Math.exp(2)), 12);
  expect(pdIntervalOf(-3, compiled())).toBeNull();
});

it.each([
  ['evidence.0.feature', { evidence: [{ feature: 'months_as_customer', enough: 1 }] }],
  ['evidence', { evidence: [] }],
  ['thin.below', { thin: { below: 0.1, logitBelow: 1, logitAbove: 1 } }],
  ['ranges.0.feature', { ranges: [{ feature: 'credit_limit', low: 0, high: 1 }] }],
  ['ranges.0', { ranges: [{ feature: 'orders_12m', low: 1, high: 0 }] }],
])('refuses terms whose %s contradicts the model', (path, part) => {
  const applicability = { ...TERMS, ...part };
  const made = compileApplicability(
    { kind: 'person', features: FEATURES, applicability },
    PERSON_FEATURES,
  );
  expect(made).toMatchObject({ ok: false, error: { path: `applicability.${path}` } });
});

it('knows no default of a firm, of which no instalments are held', () => {
  const made = compileApplicability({ kind: 'firm', features: FIRM_FEATURES }, FIRM_FEATURES);
  expect(made).toMatchObject({ ok: true, value: { overdue: undefined } });
});
