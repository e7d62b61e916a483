import { z } from 'zod';
import type { ClusterName } from './clusters.js';

/**
 * What can be counted and measured: a closed list, so that no feature can name anything else, a
 * prohibited attribute least of all.
 *
 * Instalments stand at the day on which they were settled; one still open stands at the as-of
 * instant. `days_late` and `open_days` are days past due, `late`, `failed` and `returned` are 0 or
 * 1, `utilisation` is used / limit, `total` is paid + held.
 */
export const STREAM_FIELDS = {
  orders: ['amount', 'failed_attempts', 'failed', 'returned'],
  instalments: ['amount', 'paid', 'days_late', 'late', 'open_days'],
  balances: ['limit', 'used', 'utilisation'],
  addresses: [],
  devices: [],
  sales: [
    'gmv',
    'orders',
    'refunded',
    'chargebacks',
    'late_shipments',
    'rating',
    'buyer_hhi',
    'stock_days',
  ],
  payouts: ['paid', 'held', 'total'],
} as const;

/** A dated sequence within a subject's data. */
export type StreamName = keyof typeof STREAM_FIELDS;

/** The cluster that a stream is read from. */
export const CLUSTER_OF_STREAM = {
  orders: 'orders',
  instalments: 'repayments',
  balances: 'balances',
  addresses: 'profile',
  devices: 'profile',
  sales: 'sales',
  payouts: 'payouts',
} as const satisfies Record<StreamName, ClusterName>;

/** The schema of a stream's name. */
export const StreamName = z.enum([
  'orders',
  'instalments',
  'balances',
  'addresses',
  'devices',
  'sales',
  'payouts',
]);

/** The schema of a stream's field. */
export const Measure = z.discriminatedUnion('stream', [
  z.strictObject({ stream: z.literal('orders'), field: z.enum(STREAM_FIELDS.orders) }),
  z.strictObject({ stream: z.literal('instalments'), field: z.enum(STREAM_FIELDS.instalments) }),
  z.strictObject({ stream: z.literal('balances'), field: z.enum(STREAM_FIELDS.balances) }),
  z.strictObject({ stream: z.literal('sales'), field: z.enum(STREAM_FIELDS.sales) }),
  z.strictObject({ stream: z.literal('payouts'), field: z.enum(STREAM_FIELDS.payouts) }),
]);

/** A number that each item of a stream has. */
export type Measure = z.infer<typeof Measure>;
