import { defaultProbability, FIRST_MONTH, shopperLaw } from './chain.js';
import { ln } from './elementary.js';
import type { Era } from './era.js';
import { drawOrders, type OrderFact } from './orders.js';
import { drawShopper } from './shopper-traits.js';
import { walkShopper } from './shopper.js';

/** Shoppers in columns, as of observation: one row each. NaN is unknown. */
export interface ShopperSnapshot {
  readonly pd12: Float64Array;
  readonly bad: Uint8Array;
  readonly theta: Float64Array;
  readonly minority: Uint8Array;
  readonly fraud: Uint8Array;
  /** State at observation: 0 healthy, 1 strained, 2 distressed. */
  readonly state: Uint8Array;
  readonly bureau: Float64Array;
  readonly incomeMissing: Uint8Array;
  readonly mobile: Uint8Array;
  readonly tOnline: Uint8Array;
  /** Orders of the twelve months before observation, and those sent back since. */
  readonly orders: Float64Array;
  readonly returns: Float64Array;
  /** Log of their geometric mean in CU. */
  readonly logBasket: Float64Array;
}

const YEAR_MONTHS = 12;

/** Shoppers [first, first + count), without writing their documents. */
export function snapshotShoppers(era: Era, first: number, count: number): ShopperSnapshot {
  const rows = emptyRows(count);
  for (let row = 0; row < count; row++) {
    const traits = drawShopper(era.draws, first + row);
    const path = walkShopper(era, traits);
    const state = path.states[-FIRST_MONTH];
    const law = shopperLaw(traits.theta, traits.excess, era.shopperEconomy);
    rows.pd12[row] = defaultProbability(law, state);
    rows.bad[row] = Number(path.defaultMonth <= YEAR_MONTHS);
    rows.theta[row] = traits.theta;
    rows.minority[row] = Number(traits.minority);
    rows.fraud[row] = Number(traits.fraud);
    rows.state[row] = state;
    rows.bureau[row] = traits.bureau ?? NaN;
    rows.incomeMissing[row] = Number(traits.declaredIncome === null);
    rows.mobile[row] = Number(traits.footprint.device === 'mobile');
    rows.tOnline[row] = Number(traits.footprint.host === 't-online');
    noteOrders(rows, row, drawOrders(era, traits, path, { from: 1 - YEAR_MONTHS, to: 0 }));
  }
  return rows;
}

function noteOrders(rows: ShopperSnapshot, row: number, orders: readonly OrderFact[]): void {
  let logs = 0;
  let returns = 0;
  for (const order of orders) {
    logs += ln(order.amountMinor / 100);
    if (order.returnDay < Infinity) returns += 1;
  }
  rows.orders[row] = orders.length;
  rows.returns[row] = returns;
  rows.logBasket[row] = orders.length === 0 ? NaN : logs / orders.length;
}

function emptyRows(count: number): ShopperSnapshot {
  return {
    pd12: new Float64Array(count),
    bad: new Uint8Array(count),
    theta: new Float64Array(count),
    minority: new Uint8Array(count),
    fraud: new Uint8Array(count),
    state: new Uint8Array(count),
    bureau: new Float64Array(count),
    incomeMissing: new Uint8Array(count),
    mobile: new Uint8Array(count),
    tOnline: new Uint8Array(count),
    orders: new Float64Array(count),
    returns: new Float64Array(count),
    logBasket: new Float64Array(count),
  };
}
