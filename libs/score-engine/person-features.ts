import { defineFeatures, type FeatureRow } from './define.js';
import type { FeatureDefinition } from './definition.js';

const late = { stream: 'instalments', field: 'days_late' } as const;
const utilisation = { stream: 'balances', field: 'utilisation' } as const;
const paid = { stream: 'instalments', field: 'paid' } as const;
const used = { stream: 'balances', field: 'used' } as const;
const paidOfUsed = { how: 'ratio', over: paid, under: used } as const;

const ORDERS: readonly FeatureRow[] = [
  ['orders_12m', 12, { how: 'count', stream: 'orders' }, 'down', 'few-recent-orders', 'count'],
  [
    'days_since_last_order',
    24,
    { how: 'days_since', stream: 'orders' },
    'up',
    'long-since-last-order',
    'days',
  ],
  [
    'mean_order_amount_12m',
    12,
    { how: 'mean', of: { stream: 'orders', field: 'amount' } },
    'down',
    'low-recent-spend',
    'minor',
  ],
  [
    'order_categories_12m',
    12,
    { how: 'distinct', stream: 'orders', field: 'category' },
    'down',
    'narrow-purchases',
    'count',
  ],
  [
    'returned_share_12m',
    12,
    { how: 'mean', of: { stream: 'orders', field: 'returned' } },
    'up',
    'many-returns',
    'share',
  ],
  [
    'failed_attempts_per_order_12m',
    12,
    { how: 'mean', of: { stream: 'orders', field: 'failed_attempts' } },
    'up',
    'failed-payment-attempts',
    'ratio',
  ],
];

const REPAYMENTS: readonly FeatureRow[] = [
  [
    'days_overdue_now',
    24,
    { how: 'max', of: { stream: 'instalments', field: 'open_days' } },
    'up',
    'payment-overdue-now',
    'days',
  ],
  ['worst_days_late_12m', 12, { how: 'max', of: late }, 'up', 'seriously-late-instalments', 'days'],
  ['latest_days_late', 12, { how: 'latest', of: late }, 'up', 'recent-late-instalment', 'days'],
  [
    'late_instalments_6m',
    6,
    { how: 'sum', of: { stream: 'instalments', field: 'late' } },
    'up',
    'late-instalments',
    'count',
  ],
  [
    'late_share_12m',
    12,
    { how: 'mean', of: { stream: 'instalments', field: 'late' } },
    'up',
    'late-instalments',
    'share',
  ],
  [
    'instalments_30_days_late_12m',
    12,
    { how: 'count_where', of: late, test: 'at_least', bound: 30 },
    'up',
    'seriously-late-instalments',
    'count',
  ],
  [
    'days_since_late_24m',
    24,
    { how: 'days_since_where', of: late, test: 'at_least', bound: 1 },
    'down',
    'recent-late-instalment',
    'days',
  ],
  [
    'instalments_12m',
    12,
    { how: 'count', stream: 'instalments' },
    'down',
    'little-repayment-history',
    'count',
  ],
  ['repaid_6m', 6, { how: 'sum', of: paid }, 'down', 'small-repayments', 'minor'],
  [
    'unpaid_instalments_6m',
    6,
    { how: 'count_where', of: paid, test: 'at_most', bound: 0 },
    'up',
    'unpaid-instalments',
    'count',
  ],
  ['repaid_of_balance_6m', 6, paidOfUsed, 'down', 'small-share-repaid', 'ratio'],
];

const BALANCES: readonly FeatureRow[] = [
  ['utilisation_latest', 3, { how: 'latest', of: utilisation }, 'up', 'high-utilisation', 'ratio'],
  ['utilisation_mean_6m', 6, { how: 'mean', of: utilisation }, 'up', 'high-utilisation', 'ratio'],
  [
    'utilisation_slope_6m',
    6,
    { how: 'slope', of: utilisation },
    'up',
    'rising-utilisation',
    'ratio',
  ],
  ['balance_variation_6m', 6, { how: 'cv', of: used }, 'up', 'unsteady-balances', 'ratio'],
  ['largest_balance_6m', 6, { how: 'max', of: used }, 'down', 'little-credit-use', 'minor'],
  [
    'credit_limit',
    3,
    { how: 'latest', of: { stream: 'balances', field: 'limit' } },
    'down',
    'low-credit-limit',
    'minor',
  ],
];

const PROFILE: readonly FeatureRow[] = [
  [
    'months_as_customer',
    null,
    { how: 'months_since', field: 'customer_since' },
    'down',
    'short-customer-relationship',
    'months',
  ],
  [
    'address_changes_24m',
    24,
    { how: 'count', stream: 'addresses' },
    'up',
    'frequent-address-changes',
    'count',
  ],
  ['new_devices_12m', 12, { how: 'count', stream: 'devices' }, 'up', 'many-new-devices', 'count'],
  [
    'email_is_free',
    null,
    {
      how: 'map',
      field: 'email_kind',
      values: { free: 1, paid: 0, university: 0 },
      otherwise: null,
    },
    'up',
    'email-address-kind',
    'code',
  ],
];

const INCOME: readonly FeatureRow[] = [
  [
    'declared_income',
    null,
    { how: 'declared', field: 'declared_income_minor' },
    'down',
    'low-declared-income',
    'minor',
  ],
];

/** What is looked at of a person: orders, instalments, credit lines and the relationship. */
export const PERSON_FEATURES: readonly FeatureDefinition[] = [
  ...defineFeatures('person', 'no-repayment-history', REPAYMENTS),
  ...defineFeatures('person', 'no-balance-history', BALANCES),
  ...defineFeatures('person', 'no-order-history', ORDERS),
  ...defineFeatures('person', 'profile-incomplete', PROFILE),
  ...defineFeatures('person', 'income-not-declared', INCOME),
];
