import { z } from 'zod';
import { amount, count, currencyCode, day, inTimeOrder, label, monthText } from '../values.js';

/** What is known of a firm as such. */
export const FirmProfile = z.strictObject({
  founded_on: day(),
  joined_on: day(),
  category: label(),
  currency: currencyCode(),
});

/** A firm's sales, month by month. */
export const FirmSales = z.strictObject({
  currency: currencyCode(),
  months: inTimeOrder(
    z.strictObject({
      month: monthText(),
      gmv_minor: amount(),
      orders: count(),
      refunded_minor: amount(),
      chargebacks: count(),
      late_shipments: count(),
      rating: z.number().min(0).max(5).nullable(),
      buyer_hhi: z.number().min(0).max(1).nullable(),
      stock_days: z.number().min(0).nullable(),
    }),
    (row) => row.month,
    true,
  ),
});

/** What was paid out to a firm, and what was held back, month by month. */
export const FirmPayouts = z.strictObject({
  currency: currencyCode(),
  months: inTimeOrder(
    z.strictObject({ month: monthText(), paid_minor: amount(), held_minor: amount() }),
    (row) => row.month,
    true,
  ),
});
