import { checkTerms, unusualTerms } from './check-terms.js';
import { type ConsentTerms, SHAREABLE_CLUSTERS } from './terms.js';

const once: ConsentTerms = {
  purpose: 'underwriting',
  clustersNeeded: ['orders', 'repayments'],
  clustersOptional: ['balances'],
  days: 45,
  dataLifeDays: 365,
  historyMonths: 36,
  mode: 'QUERY',
  fetchType: 'ONETIME',
  frequency: null,
};
const again = {
  days: 365,
  fetchType: 'PERIODIC',
  frequency: { unit: 'DAY', value: 24 },
} as const;

it.each([
  [{}],
  [{ days: 1, dataLifeDays: 1, historyMonths: 1 }],
  [again],
  [{ ...again, frequency: { unit: 'MONTH', value: 120 } }],
  [{ clustersNeeded: ['profile', 'sales', 'payouts'], clustersOptional: [] }],
  [{ clustersNeeded: [], clustersOptional: ['orders'] }],
] as const)('%j is within the limits, the bounds included', (part) => {
  expect(checkTerms({ ...once, ...part })).toEqual({ ok: true, value: { ...once, ...part } });
});

const far = { days: 46, dataLifeDays: 366, historyMonths: 37, frequency: again.frequency };
// A row carries the fault of its own line and of every line below: the table is the precedence.
it.each([
  [{ ...far, clustersNeeded: [], clustersOptional: [], purpose: 'fraud' }, 'purpose'],
  [{ ...far, clustersNeeded: [], clustersOptional: [] }, 'clusters'],
  [{ ...far, clustersNeeded: ['orders', 'orders'] }, 'clusters'],
  [{ ...far, clustersNeeded: ['balances'] }, 'clusters'],
  [{ ...far, clustersNeeded: ['orders', 'sales'] }, 'clusters'],
  [{ ...far, clustersNeeded: ['outcome'] }, 'clusters'],
  [far, 'days'],
  [{ ...far, days: 0 }, 'days'],
  [{ ...far, days: 1.5 }, 'days'],
  [{ ...far, days: 45 }, 'dataLifeDays'],
  [{ ...far, days: 45, dataLifeDays: 365 }, 'historyMonths'],
  [{ frequency: again.frequency }, 'frequency'],
  [{ ...again, frequency: null }, 'frequency'],
  [{ ...again, frequency: { unit: 'DAY', value: 25 } }, 'frequency'],
  [{ ...again, frequency: { unit: 'MONTH', value: 121 } }, 'frequency'],
  [{ ...again, frequency: { unit: 'MONTH', value: 0 } }, 'frequency'],
] as const)('%j is refused: %s', (part, attribute) => {
  // What a door lets through as text may name a cluster that does not exist.
  const terms = { ...once, ...part } as ConsentTerms;
  expect(checkTerms(terms)).toMatchObject({
    ok: false,
    error: { code: 'consent-terms-over-limit', attribute },
  });
});

it('says how much would have been right', () => {
  expect(checkTerms({ ...once, days: 46 })).toMatchObject({ error: { limit: '45' } });
  expect(checkTerms({ ...once, ...again, frequency: { unit: 'DAY', value: 25 } })).toMatchObject({
    error: { limit: '24 per DAY' },
  });
});

it('calls out what is allowed but out of the ordinary, and nothing at the usual bound', () => {
  // No score is kept beyond its consent: of the 365 days asked for these are 45, which is usual.
  expect(unusualTerms(once)).toEqual(['days', 'historyMonths']);
  expect(unusualTerms({ ...once, ...again })).toContain('dataLifeDays');
  expect(unusualTerms({ ...once, days: 31, dataLifeDays: 180, historyMonths: 24 })).toEqual([]);
  expect(unusualTerms({ ...once, ...again, days: 180 })).toContain('frequency');
});

it('never offers the outcome for sharing', () => {
  expect(Object.values(SHAREABLE_CLUSTERS).flat()).not.toContain('outcome');
});
