import { z } from 'zod';
import {
  amount,
  count,
  currencyCode,
  day,
  inTimeOrder,
  label,
  monthText,
  utcInstant,
} from '../values.js';

/**
 * What a person's account tells. The last five are prohibited attributes: never read by a feature,
 * never shared, kept for the fairness table alone.
 */
export const PersonProfile = z.strictObject({
  customer_since: day().optional(),
  declared_income_minor: amount().nullable(),
  income_declared_on: day().nullable(),
  currency: currencyCode(),
  address_changes: inTimeOrder(day(), (changed) => changed),
  devices_first_seen: inTimeOrder(day(), (seen) => seen),
  email_kind: label().nullable(),
  birth_year: z.int().min(1850).max(2200).nullable().optional(),
  sex: z.enum(['female', 'male']).nullable().optional(),
  marital_status: label().nullable().optional(),
  nationality: label().nullable().optional(),
  group: label().nullable().optional(),
});

/** What a person bought. */
export const PersonOrders = z.strictObject({
  currency: currencyCode(),
  orders: inTimeOrder(
    z.strictObject({
      at: utcInstant(),
      amount_minor: amount(),
      category: label(),
      channel: label(),
      failed_attempts: count(),
      returned_on: day().nullable(),
    }),
    (order) => order.at,
  ),
});

/** What a person had to pay back, and when they did. */
export const PersonRepayments = z.strictObject({
  currency: currencyCode(),
  instalments: inTimeOrder(
    z.strictObject({ due_on: day(), amount_minor: amount(), paid_on: day().nullable() }),
    (instalment) => instalment.due_on,
  ),
});

/** A person's credit line, month by month; `used_minor` is below zero when overpaid. */
export const PersonBalances = z.strictObject({
  currency: currencyCode(),
  months: inTimeOrder(
    z.strictObject({ month: monthText(), limit_minor: amount(), used_minor: z.int() }),
    (row) => row.month,
    true,
  ),
});

/** What became of a subject in [observed_from, observed_until). Never shared, never a feature. */
export const Outcome = z
  .strictObject({ observed_from: day(), observed_until: day(), defaulted_on: day().nullable() })
  .refine((outcome) => outcome.observed_from < outcome.observed_until, {
    path: ['observed_until'],
    error: 'must be after observed_from',
    params: { rule: 'out-of-range' },
  });
