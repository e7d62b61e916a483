import { civilOf, DAY_MS, dayMs, monthOf, monthStart } from './calendar.js';
import type { Clusters, InstalmentData, OrderData } from './clusters.js';
import { STREAM_FIELDS, type StreamName } from './measures.js';

/**
 * What is visible of a dated sequence, oldest first.
 *
 * `times` in milliseconds (for months: their end); `months` counted since year 0, else empty;
 * `columns` by the place of the field in STREAM_FIELDS, NaN = missing; `texts` for `distinct`.
 */
export interface OpenedStream {
  readonly times: readonly number[];
  readonly months: readonly number[];
  readonly columns: readonly (readonly number[])[];
  readonly texts: Readonly<Record<'category' | 'channel', readonly string[]>> | null;
}

/** The streams of a subject as an instant sees them: nothing dated at or after it. */
export class SubjectView {
  private readonly opened = new Map<StreamName, OpenedStream | undefined>();

  constructor(
    readonly clusters: Clusters,
    readonly asOfMs: number,
  ) {}

  /** The stream, or undefined when its cluster is not there. Opened once. */
  stream(name: StreamName): OpenedStream | undefined {
    if (!this.opened.has(name)) this.opened.set(name, OPEN[name](this.clusters, this.asOfMs));
    return this.opened.get(name);
  }
}

const OPEN: Record<StreamName, (of: Clusters, asOfMs: number) => OpenedStream | undefined> = {
  orders: (of, asOf) => of.orders && openOrders(of.orders.orders, asOf),
  instalments: (of, asOf) => of.repayments && openInstalments(of.repayments.instalments, asOf),
  balances: (of, asOf) =>
    of.balances &&
    openMonths(of.balances.months, asOf, (row) => {
      const { limit_minor: limit, used_minor: used } = row;
      return [limit, used, limit > 0 ? used / limit : Number.NaN];
    }),
  addresses: (of, asOf) => of.profile && openDays(of.profile.address_changes ?? [], asOf),
  devices: (of, asOf) => of.profile && openDays(of.profile.devices_first_seen ?? [], asOf),
  sales: (of, asOf) =>
    of.sales &&
    openMonths(of.sales.months, asOf, (row) => [
      row.gmv_minor,
      row.orders,
      row.refunded_minor,
      row.chargebacks,
      row.late_shipments,
      row.rating ?? Number.NaN,
      row.buyer_hhi ?? Number.NaN,
      row.stock_days ?? Number.NaN,
    ]),
  payouts: (of, asOf) =>
    of.payouts &&
    openMonths(of.payouts.months, asOf, (row) => {
      const { paid_minor: paid, held_minor: held } = row;
      return [paid, held, paid + held];
    }),
};

function openOrders(orders: readonly OrderData[], asOfMs: number): OpenedStream {
  const seen = inTime(orders.map((item) => ({ item, time: Date.parse(item.at) })).filter(before));
  return {
    times: seen.map(({ time }) => time),
    months: [],
    columns: columnsOf(
      seen.map(({ item }) => {
        const back = item.returned_on !== null && dayMs(item.returned_on) < asOfMs;
        return [
          item.amount_minor,
          item.failed_attempts,
          flag(item.failed_attempts > 0),
          flag(back),
        ];
      }),
      STREAM_FIELDS.orders.length,
    ),
    texts: {
      category: seen.map(({ item }) => item.category),
      channel: seen.map(({ item }) => item.channel),
    },
  };

  function before(dated: { readonly time: number }): boolean {
    return dated.time < asOfMs;
  }
}

/** An instalment is seen once it is due, and stands where it was settled: open ones come last. */
function openInstalments(instalments: readonly InstalmentData[], asOfMs: number): OpenedStream {
  const seen = [];
  for (const { due_on, amount_minor: amount, paid_on } of instalments) {
    const due = dayMs(due_on);
    if (!(due < asOfMs)) continue;
    const paid = paid_on === null ? Number.NaN : dayMs(paid_on);
    const open = !(paid < asOfMs);
    const late = Math.max(0, Math.floor(((open ? asOfMs : paid) - due) / DAY_MS));
    const time = open ? asOfMs : paid;
    seen.push({ time, row: [amount, open ? 0 : amount, late, flag(late > 0), open ? late : 0] });
  }
  // Of those settled on one day the worst comes last, so that it is the latest.
  seen.sort((a, b) => a.time - b.time || (a.row[2] ?? 0) - (b.row[2] ?? 0));
  return {
    times: seen.map(({ time }) => time),
    months: [],
    columns: columnsOf(
      seen.map(({ row }) => row),
      STREAM_FIELDS.instalments.length,
    ),
    texts: null,
  };
}

function openMonths<Row extends { readonly month: string }>(
  rows: readonly Row[],
  asOfMs: number,
  read: (row: Row) => number[],
): OpenedStream {
  const endedBefore = civilOf(asOfMs).month;
  const seen = rows
    .map((row) => ({ month: monthOf(row.month), row }))
    .filter(({ month }) => month < endedBefore)
    .sort((a, b) => a.month - b.month);
  const values = seen.map(({ row }) => read(row));
  return {
    times: seen.map(({ month }) => monthStart(month + 1)),
    months: seen.map(({ month }) => month),
    columns: columnsOf(values, values[0]?.length ?? 0),
    texts: null,
  };
}

function openDays(days: readonly string[], asOfMs: number): OpenedStream {
  const times = days
    .map(dayMs)
    .filter((time) => time < asOfMs)
    .sort((a, b) => a - b);
  return { times, months: [], columns: [], texts: null };
}

function inTime<T extends { readonly time: number }>(items: T[]): T[] {
  return items.sort((a, b) => a.time - b.time);
}

function columnsOf(rows: readonly (readonly number[])[], width: number): number[][] {
  return Array.from({ length: width }, (_, i) => rows.map((row) => row[i] ?? Number.NaN));
}

const flag = (holds: boolean): number => (holds ? 1 : 0);
