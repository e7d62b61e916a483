import { defineFeatures, type FeatureRow } from './define.js';
import type { FeatureDefinition } from './definition.js';

const gmv = { stream: 'sales', field: 'gmv' } as const;
const orders = { stream: 'sales', field: 'orders' } as const;
const rating = { stream: 'sales', field: 'rating' } as const;
const heldOfTotal = {
  how: 'ratio',
  over: { stream: 'payouts', field: 'held' },
  under: { stream: 'payouts', field: 'total' },
} as const;

const SALES: readonly FeatureRow[] = [
  [
    'sales_on_last_year',
    15,
    { how: 'change', of: gmv, months: 3, lag: 12 },
    'down',
    'falling-sales',
    'ratio',
  ],
  ['sales_trend_6m', 6, { how: 'trend', of: gmv }, 'down', 'falling-sales', 'ratio'],
  ['sales_variation_12m', 12, { how: 'cv', of: gmv }, 'up', 'unsteady-sales', 'ratio'],
  [
    'months_without_sales_12m',
    12,
    { how: 'count_where', of: gmv, test: 'at_most', bound: 0 },
    'up',
    'months-without-sales',
    'count',
  ],
  ['mean_sales_12m', 12, { how: 'mean', of: gmv }, 'down', 'low-sales', 'minor'],
  [
    'months_of_sales_24m',
    24,
    { how: 'count', stream: 'sales' },
    'down',
    'little-sales-history',
    'count',
  ],
  [
    'refunded_share_3m',
    3,
    { how: 'ratio', over: { stream: 'sales', field: 'refunded' }, under: gmv },
    'up',
    'many-refunds',
    'share',
  ],
  [
    'chargeback_share_6m',
    6,
    { how: 'ratio', over: { stream: 'sales', field: 'chargebacks' }, under: orders },
    'up',
    'many-chargebacks',
    'share',
  ],
  [
    'late_shipment_share_3m',
    3,
    { how: 'ratio', over: { stream: 'sales', field: 'late_shipments' }, under: orders },
    'up',
    'late-shipping',
    'share',
  ],
  ['rating_mean_3m', 3, { how: 'mean', of: rating }, 'down', 'low-rating', 'stars'],
  [
    'rating_change_6m',
    12,
    { how: 'change', of: rating, months: 3, lag: 6 },
    'down',
    'falling-rating',
    'ratio',
  ],
  [
    'buyer_concentration_6m',
    6,
    { how: 'mean', of: { stream: 'sales', field: 'buyer_hhi' } },
    'up',
    'few-large-buyers',
    'index',
  ],
  [
    'stock_days_3m',
    3,
    { how: 'mean', of: { stream: 'sales', field: 'stock_days' } },
    'up',
    'slow-stock',
    'days',
  ],
];

const PAYOUTS: readonly FeatureRow[] = [
  ['payouts_held_3m', 3, heldOfTotal, 'up', 'payouts-held', 'share'],
  ['payouts_held_12m', 12, heldOfTotal, 'up', 'payouts-held', 'share'],
];

const PROFILE: readonly FeatureRow[] = [
  [
    'months_since_founding',
    null,
    { how: 'months_since', field: 'founded_on' },
    'down',
    'young-firm',
    'months',
  ],
  [
    'months_on_marketplace',
    null,
    { how: 'months_since', field: 'joined_on' },
    'down',
    'short-time-on-marketplace',
    'months',
  ],
];

/** What is looked at of a firm: its sales, what comes back of them, its payouts and its years. */
export const FIRM_FEATURES: readonly FeatureDefinition[] = [
  ...defineFeatures('firm', 'little-sales-history', SALES),
  ...defineFeatures('firm', 'no-payout-history', PAYOUTS),
  ...defineFeatures('firm', 'profile-incomplete', PROFILE),
];
