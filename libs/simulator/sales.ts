import { SEASONS } from './catalogue.js';
import { FIRST_MONTH, HEALTHY, type Path } from './chain.js';
import { STREAM } from './draws.js';
import { exp, ln, logistic, squareRoot } from './elementary.js';
import type { Era } from './era.js';
import type { MerchantTraits } from './merchant-traits.js';

/** One month of a firm in numbers; amounts in minor units. */
export interface SalesFact {
  readonly month: number;
  readonly gmvMinor: number;
  readonly orders: number;
  readonly refundedMinor: number;
  readonly chargebacks: number;
  readonly lateShipments: number;
  readonly rating: number | null;
  readonly concentration: number | null;
  readonly stockDays: number;
  readonly heldMinor: number;
}

const GAP_KEPT = 0.85;
const STATE_SLIDES = [0, -0.03, -0.1];
const STAYS = 0.6;
const NOISE_SD = 0.22;
const INNOVATION_SD = 0.8 * NOISE_SD;

/** How far sales stand below their trend, and the month's chance of being better or worse. */
interface Level {
  gap: number;
  noise: number;
}

/** Sales of months [from, to]; the series itself starts in month -35 whatever is asked for. */
export function drawSales(
  era: Era,
  traits: MerchantTraits,
  path: Path,
  months: { readonly from: number; readonly to: number },
): readonly SalesFact[] {
  const { draws } = era;
  const facts: SalesFact[] = [];
  const level: Level = { gap: 0, noise: 0 };
  const to = Math.min(months.to, path.defaultMonth);
  for (let month = FIRST_MONTH + 1; month <= to; month++) {
    draws.at(STREAM.sales, traits.index, month - FIRST_MONTH);
    const shock = draws.normal();
    const first = month === FIRST_MONTH + 1;
    level.noise = first ? NOISE_SD * shock : STAYS * level.noise + INNOVATION_SD * shock;
    const state = path.states[month - FIRST_MONTH];
    level.gap = state === HEALTHY ? GAP_KEPT * level.gap : level.gap + STATE_SLIDES[state];
    if (month >= months.from) facts.push(salesOfMonth(era, traits, { month, state, ...level }));
  }
  return facts;
}

interface MonthState extends Readonly<Level> {
  readonly month: number;
  readonly state: number;
}

function salesOfMonth(era: Era, traits: MerchantTraits, at: MonthState): SalesFact {
  const { draws, calendar } = era;
  const { month, state } = at;
  const zero = draws.chance(traits.zeroShare);
  const season = traits.seasonExponent * LOG_SEASONS[calendar.monthOfYear(month)];
  const trend = (0.004 + 0.002 * traits.quality) * month;
  const expected = exp(traits.logSales + trend + season + at.gap + at.noise);
  const gmvMinor = zero ? 0 : Math.max(1, Math.floor(100 * expected + 0.5));
  const orders = zero ? 0 : Math.max(1, draws.poisson(expected / exp(traits.logBasket)));
  const counted = (logit: number, steps: number): number =>
    Math.min(orders, draws.poisson(orders * logistic(logit + steps * state)));
  const refunds = counted(traits.refundLogit, 0.25);
  const chargebacks = counted(traits.chargebackLogit, 0.4);
  const lateShipments = counted(traits.lateLogit, 0.35);
  const spread = (0.9 * draws.normal()) / squareRoot(Math.max(4, 0.3 * orders));
  const rating = 4.35 + 0.22 * traits.quality - 0.12 * state + spread;
  const concentration = logistic(traits.concentrationLogit + 0.2 * draws.normal());
  const held = draws.chance(logistic(traits.holdLogit + 0.9 * state));
  const heldShare = held ? 0.2 + 0.6 * draws.uniform() : 0;
  const refundedMinor = orders === 0 ? 0 : Math.floor((gmvMinor * refunds) / orders);
  return {
    month,
    gmvMinor,
    orders,
    refundedMinor,
    chargebacks,
    lateShipments,
    rating: zero ? null : rounded(Math.min(5, Math.max(1, rating)), 100),
    concentration: zero ? null : rounded(concentration, 10_000),
    stockDays: rounded(exp(traits.logStockDays + 0.25 * state), 10),
    heldMinor: Math.floor((gmvMinor - refundedMinor) * heldShare),
  };
}

const LOG_SEASONS = SEASONS.map((weight) => ln(weight));

function rounded(x: number, steps: number): number {
  return Math.floor(x * steps + 0.5) / steps;
}

/** The chargeback rate that a firm's state gives it, before counting. */
export function chargebackRate(traits: MerchantTraits, state: number): number {
  return logistic(traits.chargebackLogit + 0.4 * state);
}
