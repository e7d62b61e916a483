import fc from 'fast-check';
import {
  computeFeatureRows,
  computeFeatures,
  FIRM_FEATURES,
  instalmentsFromDelays,
  packFeatures,
  PERSON_FEATURES,
  unpackInto,
  type Clusters,
  type FeatureDefinition,
} from './index.js';

const AS_OF = new Date('2026-11-01T00:00:00Z');

const person: Clusters = {
  profile: {
    customer_since: '2024-06-15',
    declared_income_minor: 500_000,
    income_declared_on: '2026-01-10',
    address_changes: ['2024-10-31', '2024-11-01', '2025-05-05'],
    devices_first_seen: ['2024-06-15', '2026-03-03'],
    email_kind: 'free',
  },
  orders: {
    orders: [
      order('2024-12-24T10:00:00Z', 9_000, 'toys'),
      order('2025-11-01T00:00:00Z', 1_000, 'grocery'),
      { ...order('2026-10-01T08:00:00Z', 3_000, 'fashion'), failed_attempts: 2 },
      { ...order('2026-10-30T08:00:00Z', 2_000, 'fashion'), returned_on: '2026-10-31' },
    ],
  },
  repayments: {
    instalments: [
      { due_on: '2026-05-01', amount_minor: 100, paid_on: '2026-05-01' },
      { due_on: '2026-06-01', amount_minor: 100, paid_on: '2026-07-11' },
      { due_on: '2026-08-01', amount_minor: 100, paid_on: '2026-08-04' },
      { due_on: '2026-10-12', amount_minor: 100, paid_on: null },
    ],
  },
  balances: {
    months: [
      { month: '2026-07', limit_minor: 1_000, used_minor: 100 },
      { month: '2026-08', limit_minor: 1_000, used_minor: 200 },
      { month: '2026-09', limit_minor: 1_000, used_minor: 300 },
      { month: '2026-10', limit_minor: 1_000, used_minor: 400 },
    ],
  },
};

it.each([
  ['orders_12m', 3],
  ['days_since_last_order', 1],
  ['mean_order_amount_12m', 2_000],
  ['order_categories_12m', 2],
  ['returned_share_12m', 1 / 3],
  ['failed_attempts_per_order_12m', 2 / 3],
  ['days_overdue_now', 20],
  ['worst_days_late_12m', 40],
  ['latest_days_late', 20],
  ['late_instalments_6m', 3],
  ['late_share_12m', 3 / 4],
  ['instalments_30_days_late_12m', 1],
  ['days_since_late_24m', 0],
  ['instalments_12m', 4],
  ['repaid_6m', 300],
  ['unpaid_instalments_6m', 1],
  ['repaid_of_balance_6m', 0.3],
  ['utilisation_latest', 0.4],
  ['utilisation_mean_6m', 0.25],
  ['utilisation_slope_6m', 0.1],
  ['balance_variation_6m', Math.sqrt(12_500) / 250],
  ['largest_balance_6m', 400],
  ['credit_limit', 1_000],
  ['months_as_customer', 28],
  ['address_changes_24m', 2],
  ['new_devices_12m', 1],
  ['declared_income', 500_000],
  ['email_is_free', 1],
])('a person’s %s is %p, computed by hand', (name, value) => {
  expect(valueOf(PERSON_FEATURES, person, name)).toBeCloseTo(value, 12);
});

const firm: Clusters = {
  profile: { founded_on: '2020-11-02', joined_on: '2025-10-01', category: 'toys' },
  sales: {
    months: Array.from({ length: 15 }, (_, i) => ({
      month: monthText(2025 * 12 + 7 + i),
      gmv_minor: i === 10 ? 0 : 100 * (i + 1),
      orders: i === 10 ? 0 : 10,
      refunded_minor: i >= 12 ? 140 : 0,
      chargebacks: i >= 12 ? 1 : 0,
      late_shipments: 2,
      rating: i >= 12 ? 4 : 5,
      buyer_hhi: i === 14 ? null : 0.2,
      stock_days: 30,
    })),
  },
  payouts: { months: [{ month: '2026-10', paid_minor: 300, held_minor: 100 }] },
};

it.each([
  ['sales_on_last_year', 1400 / 200 - 1],
  ['months_without_sales_12m', 1],
  ['months_of_sales_24m', 15],
  ['refunded_share_3m', 420 / 4200],
  ['chargeback_share_6m', 3 / 50],
  ['late_shipment_share_3m', 0.2],
  ['rating_mean_3m', 4],
  ['rating_change_6m', 4 / 5 - 1],
  ['buyer_concentration_6m', 0.2],
  ['stock_days_3m', 30],
  ['payouts_held_3m', 0.25],
  ['months_since_founding', 71],
  ['months_on_marketplace', 13],
])('a firm’s %s is %p, computed by hand', (name, value) => {
  expect(valueOf(FIRM_FEATURES, firm, name)).toBeCloseTo(value, 12);
});

it('a cluster that is absent leaves its features missing, and no other', () => {
  const { profile = {}, repayments = { instalments: [] }, balances = { months: [] } } = person;
  const rest = { profile, repayments, balances };
  PERSON_FEATURES.forEach((definition, f) => {
    const without = computeFeatures(PERSON_FEATURES, rest, AS_OF)[f];
    const reads = definition.clusters.includes('orders');
    expect(without).toEqual(reads ? NaN : computeFeatures(PERSON_FEATURES, person, AS_OF)[f]);
  });
});

/** A leak of the future makes every reported figure a lie. */
it('nothing dated at or after the as-of instant changes any feature', () => {
  const day = fc.integer({ min: 0, max: 900 }).map((days) => dayText(days));
  const instant = fc
    .integer({ min: 0, max: 900 * 86_400 })
    .map((seconds) => new Date(AS_OF.getTime() + seconds * 1000).toISOString());
  const seen = bytesOf(PERSON_FEATURES, person);
  fc.assert(
    fc.property(day, instant, fc.integer({ min: 1, max: 1e9 }), (on, at, amount) => {
      const months = person.balances?.months ?? [];
      const later: Clusters = {
        profile: {
          ...person.profile,
          address_changes: [...(person.profile?.address_changes ?? []), on],
          devices_first_seen: [...(person.profile?.devices_first_seen ?? []), on],
        },
        orders: { orders: [...(person.orders?.orders ?? []), order(at, amount, 'car')] },
        repayments: {
          instalments: [
            ...(person.repayments?.instalments ?? []).map((item) => ({
              ...item,
              paid_on: item.paid_on ?? on,
            })),
            { due_on: on, amount_minor: amount, paid_on: on },
          ],
        },
        balances: {
          months: [...months, { month: on.slice(0, 7), limit_minor: amount, used_minor: amount }],
        },
      };
      expect(bytesOf(PERSON_FEATURES, later)).toEqual(seen);
    }),
  );
  const income = { ...person.profile, income_declared_on: '2026-11-01' };
  const customer = { ...person.profile, customer_since: '2026-11-01' };
  expect(valueOf(PERSON_FEATURES, { profile: income }, 'declared_income')).toBeNaN();
  expect(valueOf(PERSON_FEATURES, { profile: customer }, 'months_as_customer')).toBeNaN();
});

it('a firm’s month counts once it has ended, not before', () => {
  const months = firm.sales?.months ?? [];
  const last = months.at(-1);
  if (!last) throw new Error('the firm has months');
  const next = { ...last, month: '2026-11', gmv_minor: 1e9, refunded_minor: 1e9 };
  const more: Clusters = { ...firm, sales: { months: [...months, next] } };
  expect(bytesOf(FIRM_FEATURES, more)).toEqual(bytesOf(FIRM_FEATURES, firm));
  const lastOfMonth = new Date('2026-11-30T23:59:59.999Z');
  const ended = new Date('2026-12-01T00:00:00Z');
  const refunds = (asOf: Date) => valueOf(FIRM_FEATURES, more, 'refunded_share_3m', asOf);
  expect(refunds(lastOfMonth)).toBeCloseTo(0.1, 12);
  expect(refunds(ended)).toBeGreaterThan(0.9);
});

it('one subject alone has the bytes that it has in bulk', () => {
  const bulk = computeFeatureRows(PERSON_FEATURES, [{}, person, {}], AS_OF);
  const width = PERSON_FEATURES.length;
  const own = bulk.slice(width, 2 * width);
  expect(packFeatures(own)).toEqual(bytesOf(PERSON_FEATURES, person));
});

it('packs little-endian, every NaN alike, and unpacks what it packed, wherever it lies', () => {
  const odd = new Float64Array(new BigUint64Array([0xfff8_0000_0000_0001n]).buffer);
  expect([...packFeatures(Float64Array.of(1, odd[0]))]).toEqual([
    ...[0, 0, 0, 0, 0, 0, 0xf0, 0x3f],
    ...[0, 0, 0, 0, 0, 0, 0xf8, 0x7f],
  ]);
  fc.assert(
    fc.property(fc.float64Array(), fc.nat(7), (values, shift) => {
      const shifted = new Uint8Array(values.length * 8 + shift).subarray(shift);
      shifted.set(packFeatures(values));
      const target = new Float64Array(values.length + 3);
      expect(unpackInto(shifted, target, 2)).toBe(values.length);
      expect(target.subarray(2, 2 + values.length)).toEqual(values);
    }),
  );
  expect(() => unpackInto(new Uint8Array(16), new Float64Array(2), 1)).toThrow('fit');
  expect(() => unpackInto(new Uint8Array(7), new Float64Array(2), 0)).toThrow('whole');
});

it('months of delay statuses become instalments that say the same', () => {
  const delays = [null, 0, -1, 3, 2].map((monthsLate) => ({ monthsLate, paidMinor: 50 }));
  expect(instalmentsFromDelays(delays, AS_OF)).toEqual([
    { due_on: '2026-07-01', amount_minor: 50, paid_on: '2026-07-01' },
    { due_on: '2026-07-01', amount_minor: 50, paid_on: '2026-09-30' },
    { due_on: '2026-08-01', amount_minor: 50, paid_on: '2026-08-01' },
    { due_on: '2026-09-01', amount_minor: 50, paid_on: null },
  ]);
});

function order(at: string, amount: number, category: string) {
  const rest = { channel: 'direct', failed_attempts: 0, returned_on: null };
  return { at, amount_minor: amount, category, ...rest };
}

function valueOf(
  definitions: readonly FeatureDefinition[],
  clusters: Clusters,
  name: string,
  asOf = AS_OF,
): number | undefined {
  const at = definitions.findIndex((definition) => definition.name === name);
  return computeFeatures(definitions, clusters, asOf)[at];
}

function bytesOf(definitions: readonly FeatureDefinition[], clusters: Clusters): Uint8Array {
  return packFeatures(computeFeatures(definitions, clusters, AS_OF));
}

function dayText(daysAfter: number): string {
  return new Date(AS_OF.getTime() + daysAfter * 86_400_000).toISOString().slice(0, 10);
}

function monthText(month: number): string {
  return `${Math.floor(month / 12)}-${((month % 12) + 1).toString().padStart(2, '0')}`;
}
