import { createWorld, type Merchant, type PersonClusters, type Shopper } from './index.js';
import { createDraws } from './draws.js';

const asOf = new Date('2026-11-01T00:00:00Z');
const observedAt = new Date('2025-11-01T00:00:00Z');
const earlier = new Date('2026-05-01T00:00:00Z');

/** A figure in a report must come out again, whoever makes the world and when. */
it('gives the same bytes for the same seed, and others for another', () => {
  const text = (seed: number): string => {
    const world = createWorld({ seed, asOf });
    return JSON.stringify(
      [1, 2, 3].map((i) => [world.shopper(i), world.merchant(i), world.applicant(i)]),
    );
  };
  expect(text(7)).toBe(text(7));
  expect(text(7)).not.toBe(text(8));
});

it('gives a subject alone as it gives it in bulk', () => {
  const world = createWorld({ seed: 7, asOf });
  const shoppers = Array.from({ length: 200 }, (_, i) => world.shopper(i));
  const merchants = Array.from({ length: 60 }, (_, i) => world.merchant(i));
  for (const i of [199, 0, 57])
    expect(createWorld({ seed: 7, asOf }).shopper(i)).toEqual(shoppers[i]);
  expect(createWorld({ seed: 7, asOf }).merchant(59)).toEqual(merchants[59]);
  const far = 4_000_000_123;
  expect(world.shopperSnapshot(far, 1).pd12[0]).toBe(
    createWorld({ seed: 7, asOf }).shopperSnapshot(far - 3, 4).pd12[3],
  );
});

it('snapshots say what the documents say', () => {
  const world = createWorld({ seed: 9, asOf });
  const snapshot = world.shopperSnapshot(0, 300);
  for (let i = 0; i < 300; i++) {
    const { clusters, truth } = world.shopper(i);
    const before = clusters.orders.orders.filter(({ at }) => at < '2025-11' && at >= '2024-11');
    expect(snapshot.orders[i]).toBe(before.length);
    expect(snapshot.pd12[i]).toBe(truth.pd12);
    expect(snapshot.bad[i]).toBe(clusters.outcome.defaulted_on === null ? 0 : 1);
  }
});

/** Else a later import would rewrite the past, and a feature as of then would leak the future. */
it('tells the same story up to a date, whatever the as-of date is', () => {
  const late = createWorld({ seed: 11, asOf, observedAt });
  const early = createWorld({ seed: 11, asOf: earlier, observedAt });
  let orders = 0;
  for (let i = 0; i < 150; i++) {
    const then = cutShopper(early.shopper(i).clusters);
    expect(cutShopper(late.shopper(i).clusters)).toEqual(then);
    orders += then.orders.length;
    expect(cutMerchant(late.merchant(i))).toEqual(cutMerchant(early.merchant(i)));
  }
  expect(orders).toBeGreaterThan(500);
});

it('holds nothing that happens at or after the as-of date', () => {
  const world = createWorld({ seed: 12, asOf: earlier, observedAt });
  const dates: string[] = [];
  for (let i = 0; i < 400; i++) {
    const { outcome, ...clusters } = world.shopper(i).clusters;
    dates.push(...(JSON.stringify(clusters).match(/\d{4}-\d{2}-\d{2}/g) ?? []));
    dates.push(outcome.defaulted_on ?? '');
    dates.push(...world.merchant(i).clusters.sales.months.map(({ month }) => month));
  }
  expect(dates.length).toBeGreaterThan(10_000);
  expect(dates.filter((date) => date >= '2026-05-01' || date === '2026-05')).toEqual([]);
});

it('draws from one stream leave every other as it was', () => {
  const draws = createDraws(3);
  const read = (stream: number): number[] => {
    draws.at(stream, 5);
    return [draws.uniform(), draws.normal()];
  };
  const alone = read(11);
  read(999);
  expect(read(11)).toEqual(alone);
  expect(read(12)).not.toEqual(alone);
});

it('documents are in order, within three years, and money adds up', () => {
  const world = createWorld({ seed: 13, asOf });
  for (let i = 0; i < 300; i++) {
    const { orders, repayments, balances } = world.shopper(i).clusters;
    const months = balances.months.map(({ month }) => month);
    expectOrdered(
      orders.orders.map(({ at }) => at),
      '2023-11-01',
    );
    expectOrdered(
      repayments.instalments.map(({ due_on }) => due_on),
      '2023-11-01',
    );
    expectOrdered(months, '2024-11');
    const overdrawn = balances.months.filter(
      (m) => m.used_minor < 0 || m.used_minor > m.limit_minor,
    );
    expect(overdrawn).toEqual([]);
    const { sales, payouts } = world.merchant(i).clusters;
    expectOrdered(
      sales.months.map(({ month }) => month),
      '2023-11',
    );
    const wrong = sales.months.filter(({ gmv_minor, refunded_minor }, n) => {
      const { paid_minor, held_minor } = payouts.months[n];
      const sum = paid_minor + held_minor + refunded_minor;
      return sum !== gmv_minor || Math.min(paid_minor, held_minor, refunded_minor) < 0;
    });
    expect(wrong).toEqual([]);
  }
});

/** Default in month k is nothing paid from month k - 2 on. */
it('who defaults pays nothing from two months before', () => {
  const world = createWorld({ seed: 14, asOf });
  let unpaid = 0;
  for (let i = 0; i < 2000; i++) {
    const { repayments, outcome } = world.shopper(i).clusters;
    if (outcome.defaulted_on === null) continue;
    const [year, month] = outcome.defaulted_on.split('-').map(Number);
    const from = new Date(Date.UTC(year, month - 3, 1)).toISOString().slice(0, 10);
    for (const { due_on, paid_on } of repayments.instalments) {
      if (paid_on !== null) expect(paid_on < from).toBe(true);
      if (paid_on === null && due_on >= from) unpaid += 1;
    }
  }
  expect(unpaid).toBeGreaterThan(20);
});

it('references and mail addresses are each one subject’s, and lead back', () => {
  const world = createWorld({ seed: 15, asOf });
  const shoppers = Array.from({ length: 3000 }, (_, i) => world.shopper(i));
  expect(new Set(shoppers.map(({ reference }) => reference)).size).toBe(3000);
  expect(new Set(shoppers.map(({ email }) => email)).size).toBe(3000);
  for (const { index, reference, email } of shoppers.slice(0, 200)) {
    expect(world.shopperIndexOf(reference)).toBe(index);
    expect(email).toMatch(/^[a-z0-9.]+@[a-z-]+\.invalid$/);
  }
  expect(world.merchantIndexOf(world.merchant(9).reference)).toBe(9);
  expect(world.shopperIndexOf('M-000000001')).toBeNull();
});

/** The lender finds a shopper by the verified address alone. */
it('most applicants shop, and three in four of those by the same address', () => {
  const world = createWorld({ seed: 16, asOf });
  const applicants = Array.from({ length: 1000 }, (_, i) => world.applicant(i));
  const shopping = applicants.filter(({ shopper }) => shopper !== null);
  const same = shopping.filter(({ shopper, email }) => world.shopper(shopper!).email === email);
  expect(shopping.length / 1000).toBeCloseTo(0.8, 1);
  expect(Math.abs(same.length / shopping.length - 0.75)).toBeLessThan(0.05);
  const both = applicants.filter(({ truth }) => truth.multi);
  expect(Math.abs(both.length / 1000 - 0.46)).toBeLessThan(0.05);
  for (const { index, shopper } of both.slice(0, 50))
    expect(world.applicant(index, 1).shopper).toBe(shopper);
});

it('a shock raises the rate of default', () => {
  const rate = (preset: 'flat' | 'shock'): number => {
    const { pd12 } = createWorld({ seed: 17, asOf, preset }).shopperSnapshot(0, 2000);
    return pd12.reduce((sum, pd) => sum + pd, 0);
  };
  expect(rate('shock') / rate('flat')).toBeGreaterThan(1.2);
});

it.each([
  [{ asOf: new Date('2026-11-02T00:00:00Z') }],
  [{ asOf, observedAt: new Date('2025-10-01T00:00:00Z') }],
  [{ asOf, observedAt: new Date('2026-12-01T00:00:00Z') }],
])('refuses the times %j', (times) => {
  expect(() => createWorld({ seed: 1, ...times })).toThrow(RangeError);
});

function expectOrdered(texts: readonly string[], first: string): void {
  const wrong = texts.filter((text, n) => text < (n === 0 ? first : texts[n - 1]));
  expect(wrong).toEqual([]);
}

/** What both worlds cover, as it was known at the earlier date. */
function cutShopper(clusters: PersonClusters): {
  orders: Shopper['clusters']['orders']['orders'];
  rest: unknown;
} {
  const until = '2026-05-01';
  const known = (date: string | null): string | null =>
    date !== null && date < until ? date : null;
  const { orders, repayments, balances, profile } = clusters;
  return {
    orders: orders.orders
      .filter(({ at }) => at < until && at >= '2023-11-01')
      .map((order) => ({ ...order, returned_on: known(order.returned_on) })),
    rest: [
      repayments.instalments
        .filter(({ due_on }) => due_on < until && due_on >= '2023-11-01')
        .map((entry) => ({ ...entry, paid_on: known(entry.paid_on) })),
      balances.months.filter(({ month }) => month < '2026-05' && month >= '2024-11'),
      profile.customer_since,
      profile.address_changes.filter((date) => date < until),
      profile.devices_first_seen.filter((date) => date < until),
      known(clusters.outcome.defaulted_on),
    ],
  };
}

function cutMerchant({ clusters }: Merchant): unknown {
  const both = ({ month }: { readonly month: string }): boolean =>
    month < '2026-05' && month >= '2023-11';
  return [
    clusters.profile,
    clusters.sales.months.filter(both),
    clusters.payouts.months.filter(both),
  ];
}
