import { jest } from '@jest/globals';
import { auditor } from '../support/auditor.js';
import { AS_OF, deployModel, importRows, newTenant, shopperRows } from '../support/harness.js';
import { logitsOf, runJob } from './jobs.js';

jest.setTimeout(180_000);

const SUBJECTS = 500;
/** A date at which what was added is past. */
const LATER = '2027-03-01T00:00:00.000Z';

interface Row {
  readonly cluster: string;
  readonly data: Readonly<Record<string, unknown>>;
}
type Entries = readonly Readonly<Record<string, unknown>>[];

afterAll(() => auditor.close());

/** What a provider would know some months later, over what it knew: nothing of it dated before. */
const LATER_DATA: Readonly<Record<string, (data: Row['data']) => object>> = {
  profile: (data) => ({
    ...data,
    address_changes: [...(data['address_changes'] as string[]), '2026-11-01', '2026-12-05'],
    devices_first_seen: [...(data['devices_first_seen'] as string[]), '2026-11-01', '2027-01-05'],
  }),
  orders: (data) => ({
    ...data,
    orders: [
      // What was bought before comes back after.
      ...(data['orders'] as Entries).map((order) =>
        order['returned_on'] === null ? { ...order, returned_on: '2026-11-01' } : order,
      ),
      ...[AS_OF, '2026-12-24T12:00:00Z'].map((at) => ({
        at,
        amount_minor: 9_999_900,
        category: 'jewellery',
        channel: 'app',
        failed_attempts: 7,
        returned_on: null,
      })),
    ],
  }),
  repayments: (data) => ({
    ...data,
    instalments: [
      // What was open is paid after.
      ...(data['instalments'] as Entries).map((instalment) =>
        instalment['paid_on'] === null ? { ...instalment, paid_on: '2026-11-01' } : instalment,
      ),
      ...['2026-11-01', '2026-12-01'].map((due) => ({
        due_on: due,
        amount_minor: 500_000,
        paid_on: null,
      })),
    ].sort((a, b) => String(a['due_on']).localeCompare(String(b['due_on']))),
  }),
  balances: (data) => ({
    ...data,
    months: [
      ...(data['months'] as Entries),
      { month: '2026-11', limit_minor: 100, used_minor: 100 },
      { month: '2026-12', limit_minor: 100, used_minor: 100 },
    ],
  }),
  outcome: () => ({
    observed_from: '2026-11-01',
    observed_until: '2027-11-01',
    defaulted_on: '2026-12-01',
  }),
};

/** Guards every borrower and every report: a model that sees the future lies about itself. */
it('gives 500 subjects the very same logits whatever happened after the as-of date', async () => {
  const tenant = await newTenant();
  await deployModel(tenant);
  const rows = shopperRows(0, SUBJECTS, 'future') as Row[];
  const later = rows.map((row) => ({ ...row, data: LATER_DATA[row.cluster]?.(row.data) }));

  await importRows(tenant, 'person', rows);
  const [before, beforeLater] = [await runJob(tenant), await runJob(tenant, { as_of: LATER })];
  await importRows(tenant, 'person', later);
  const [after, afterLater] = [await runJob(tenant), await runJob(tenant, { as_of: LATER })];

  const logits = await logitsOf(before);
  expect(logits.size).toBe(SUBJECTS);
  expect(new Set(logits.values()).size).toBeGreaterThan(SUBJECTS / 5);
  expect(await logitsOf(after)).toEqual(logits);

  // As of a date at which they are past, the same events do count.
  const [unaware, aware] = [await logitsOf(beforeLater), await logitsOf(afterLater)];
  const changed = [...aware].filter(([reference, logit]) => unaware.get(reference) !== logit);
  expect(changed.length).toBeGreaterThan(SUBJECTS / 2);
});
