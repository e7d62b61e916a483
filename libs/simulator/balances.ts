import { FIRST_MONTH, type Path } from './chain.js';
import { STREAM } from './draws.js';
import { logistic } from './elementary.js';
import type { Era } from './era.js';
import type { ShopperTraits } from './shopper-traits.js';

// Taken once: in a realm of its own, as tests have, each look at a global is slow.
const { floor, max } = Math;

/** The credit line at the end of a month, in minor units. */
export interface BalanceFact {
  readonly month: number;
  readonly limitMinor: number;
  readonly usedMinor: number;
}

/** From one month to the next the unexplained part of use stays: correlation .93 (Taiwan). */
const STAYS = 0.93;
const MOVES = 0.36756;
const STATE_EXTRA = [0, 0.3, 0.6];
const LIMIT_STEP = 5000;
const LIMIT_OF_INCOME = 0.4;

/** Balances of the ends of months [from, to]; a line in default is used up. */
export function drawBalances(
  era: Era,
  traits: ShopperTraits,
  path: Path,
  months: { readonly from: number; readonly to: number },
): readonly BalanceFact[] {
  const { draws } = era;
  draws.at(STREAM.balances, traits.index);
  const steps = floor((traits.income * 100 * LIMIT_OF_INCOME) / LIMIT_STEP + 0.5);
  const limitMinor = max(1, steps) * LIMIT_STEP;
  const balances: BalanceFact[] = [];
  let noise = draws.normal();
  for (let month = FIRST_MONTH + 1; month <= months.to; month++) {
    noise = STAYS * noise + MOVES * draws.normal();
    if (month < months.from) continue;
    const extra = STATE_EXTRA[path.states[month - FIRST_MONTH]];
    const used = month >= path.defaultMonth ? 1 : logistic(traits.useLogit + extra + 0.9 * noise);
    balances.push({ month, limitMinor, usedMinor: floor(limitMinor * used + 0.5) });
  }
  return balances;
}
