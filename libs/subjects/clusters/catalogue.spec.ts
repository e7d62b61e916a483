import { createWorld } from '#simulator';
import { clusterOf, CLUSTERS } from './catalogue.js';

const parse = (kind: 'person' | 'firm', name: string, data: unknown) =>
  clusterOf(kind, name)!.schema.safeParse(data);
const order = {
  at: '2026-01-05T10:00:00Z',
  amount_minor: 100,
  category: 'grocery',
  channel: 'app',
  failed_attempts: 0,
  returned_on: null,
};
const orders = (...list: unknown[]) => ({ currency: 'CNY', orders: list });

/** The sample world goes through the same door as everybody's data. */
it('takes every cluster of simulated shoppers and merchants as it is', () => {
  const world = createWorld({ seed: 7, asOf: new Date('2026-11-01T00:00:00Z') });
  for (let i = 0; i < 40; i++)
    for (const { kind, clusters } of [world.shopper(i), world.merchant(i)])
      for (const [name, data] of Object.entries(clusters)) {
        const parsed = parse(kind, name, data);
        expect({ name, error: parsed.error?.issues }).toEqual({ name, error: undefined });
        expect(parsed.data).toEqual(data);
      }
});

/** What became of somebody must never leave with a consent. */
it('shares everything but the outcome', () => {
  expect(CLUSTERS.filter(({ shareable }) => !shareable).map(({ name }) => name)).toEqual([
    'outcome',
    'outcome',
  ]);
});

it.each([
  ['an unknown member', { ...order, gift: true }],
  ['an unknown __proto__', JSON.parse(JSON.stringify(order).replace('{', '{"__proto__":{},'))],
  ['a missing member', { ...order, channel: undefined }],
  ['text for a number', { ...order, amount_minor: '100' }],
  ['a fraction of a minor unit', { ...order, amount_minor: 0.5 }],
  ['money below zero', { ...order, amount_minor: -1 }],
  ['money beyond 2^53', { ...order, amount_minor: 2 ** 53 }],
  ['NUL', { ...order, category: 'a\0b' }],
  ['a lone surrogate', { ...order, category: 'a\ud800' }],
  ['a long text', { ...order, category: 'x'.repeat(201) }],
  ['an instant of another zone', { ...order, at: '2026-01-05T10:00:00+08:00' }],
  ['a day that is none', { ...order, returned_on: '2026-02-30' }],
])('refuses an order with %s', (_, entry) => {
  expect(parse('person', 'orders', orders(entry)).success).toBe(false);
  expect(parse('person', 'orders', orders(order)).success).toBe(true);
});

it('takes emoji and text of the longest length', () => {
  const category = `${'x'.repeat(198)}😀`;
  expect(parse('person', 'orders', orders({ ...order, category })).success).toBe(true);
});

it('refuses entries out of time order, and more of them than the bound', () => {
  const later = { ...order, at: '2026-01-05T10:00:00.5Z' };
  expect(parse('person', 'orders', orders(order, later)).success).toBe(true);
  expect(parse('person', 'orders', orders(later, order)).success).toBe(false);
  const many = (count: number) => orders(...Array.from({ length: count }, () => order));
  expect(parse('person', 'orders', many(5000)).success).toBe(true);
  expect(parse('person', 'orders', many(5001)).success).toBe(false);
});

/** A month that came twice would count twice in a score. */
it('refuses a month that comes twice', () => {
  const row = { month: '2026-01', limit_minor: 100, used_minor: -5 };
  const months = (...list: unknown[]) => ({ currency: 'CNY', months: list });
  expect(parse('person', 'balances', months(row)).success).toBe(true);
  expect(parse('person', 'balances', months(row, row)).success).toBe(false);
});

it('refuses an outcome that was observed over no time', () => {
  const outcome = { observed_from: '2026-01-01', observed_until: '2026-01-01', defaulted_on: null };
  expect(parse('firm', 'outcome', outcome).success).toBe(false);
});
