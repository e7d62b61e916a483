import { defaultProbability, FIRST_MONTH, firmLaw } from './chain.js';
import type { Era } from './era.js';
import { liveMerchant } from './merchant.js';
import { chargebackRate, drawSales } from './sales.js';

/** Merchants in columns, as of observation: one row each. */
export interface MerchantSnapshot {
  readonly pd12: Float64Array;
  readonly bad: Uint8Array;
  readonly theta: Float64Array;
  /** Sales of the twelve months before observation, in CU. */
  readonly sales: Float64Array;
  /** The chargeback rate behind the counts of the last of these months. */
  readonly chargebackRate: Float64Array;
}

const YEAR_MONTHS = 12;

/** Merchants [first, first + count), without writing their documents. */
export function snapshotMerchants(era: Era, first: number, count: number): MerchantSnapshot {
  const rows: MerchantSnapshot = {
    pd12: new Float64Array(count),
    bad: new Uint8Array(count),
    theta: new Float64Array(count),
    sales: new Float64Array(count),
    chargebackRate: new Float64Array(count),
  };
  for (let row = 0; row < count; row++) {
    const { traits, path } = liveMerchant(era, first + row);
    const state = path.states[-FIRST_MONTH];
    rows.pd12[row] = defaultProbability(firmLaw(traits, era.firmEconomy), state);
    rows.bad[row] = path.defaultMonth <= YEAR_MONTHS ? 1 : 0;
    rows.theta[row] = traits.theta;
    const months = { from: 1 - YEAR_MONTHS, to: 0 };
    for (const { gmvMinor } of drawSales(era, traits, path, months))
      rows.sales[row] = rows.sales[row] + gmvMinor / 100;
    rows.chargebackRate[row] = chargebackRate(traits, state);
  }
  return rows;
}
