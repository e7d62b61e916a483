import { categoryAt, indexAt } from './catalogue.js';
import { STREAM, type Draws } from './draws.js';
import { exp, ln, logistic } from './elementary.js';
import { person } from './person.js';

/** Everything about a firm that does not change from month to month. */
export interface MerchantTraits {
  readonly index: number;
  readonly owner: number;
  readonly quality: number;
  readonly manager: number;
  readonly theta: number;
  /** Log of a usual month's sales in CU. */
  readonly logSales: number;
  readonly ageYears: number;
  /** Part of its age before it came to the platform. */
  readonly shareBefore: number;
  readonly category: number;
  readonly seasonExponent: number;
  readonly logBasket: number;
  readonly zeroShare: number;
  /** Log-odds or logs when healthy; the state adds to them month by month. */
  readonly refundLogit: number;
  readonly chargebackLogit: number;
  readonly lateLogit: number;
  readonly concentrationLogit: number;
  readonly holdLogit: number;
  readonly logStockDays: number;
}

/** One shopper in 33 owns a firm: 3 %. */
const SHOPPERS_A_FIRM = 33;
const AGE_YEARS_MAX = 12;
const AGE_SCALE = 2.22;
const SEASON_EXPONENTS = [0.5, 1, 2.2];
const SEASON_SHARES = [42, 43, 15];

/** Merchant `index`, drawn topic by topic. §4 of the specification. */
export function drawMerchant(draws: Draws, index: number): MerchantTraits {
  draws.at(STREAM.merchantOwner, index);
  const owner = index * SHOPPERS_A_FIRM + Math.floor(draws.uniform() * SHOPPERS_A_FIRM);
  const { ability, willingness } = person(draws, owner);
  draws.at(STREAM.merchant, index);
  const q = draws.normal();
  const r = 0.5 * willingness + 0.866 * draws.normal();
  const logSales = 8 + 1.6 * (0.15 * q + 0.989 * draws.normal());
  return {
    index,
    owner,
    quality: q,
    manager: r,
    theta: -(0.6 * q + 0.6 * r + 0.25 * ability) / 0.885,
    logSales,
    ageYears: ageAt(draws.uniform()),
    shareBefore: 0.3 * draws.uniform(),
    category: categoryAt(draws.uniform()),
    seasonExponent: SEASON_EXPONENTS[indexAt(SEASON_SHARES, draws.uniform())],
    logBasket: 4 + 0.5 * draws.normal(),
    zeroShare: logistic(-4.5 - 0.5 * (logSales - 8)),
    refundLogit: -2.5 - 0.35 * q - 0.15 * r + 0.45 * draws.normal(),
    chargebackLogit: -5.8 - 0.3 * q - 0.25 * r + 0.6 * draws.normal(),
    lateLogit: -2.6 - 0.4 * r - 0.2 * q + 0.5 * draws.normal(),
    concentrationLogit: -2 - 0.3 * (logSales - 8) + 1.2 * draws.normal(),
    holdLogit: -3.5 - 0.4 * r,
    logStockDays: 3.4 - 0.15 * r + 0.5 * draws.normal(),
  };
}

/** Inverts the age density ∝ (1 + y/2.22)^-.6 over 0 to 12 years. */
function ageAt(u: number): number {
  const power = (base: number, exponent: number): number => exp(exponent * ln(base));
  const whole = power(1 + AGE_YEARS_MAX / AGE_SCALE, 0.4) - 1;
  return AGE_SCALE * (power(1 + u * whole, 2.5) - 1);
}
