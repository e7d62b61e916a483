import { STREAM, type Draws } from './draws.js';
import { exp, logistic } from './elementary.js';
import { drawFootprint } from './footprint.js';
import { person, type Person } from './person.js';
import type { Footprint } from './world-types.js';

/** Everything about a shopper that does not change from month to month. */
export interface ShopperTraits extends Person {
  readonly index: number;
  readonly fraud: boolean;
  /** Sum of .65 ln RR of the footprint; 6 more in a ring of fraud. */
  readonly excess: number;
  readonly footprint: Footprint;
  readonly tenureMonths: number;
  readonly bureau: number | null;
  readonly income: number;
  readonly declaredIncome: number | null;
  readonly ordersAYear: number;
  /** Log of the person's own middle basket, in CU. */
  readonly logBasket: number;
  readonly returnShare: number;
  readonly nightShare: number;
  /** Log-odds of a refused payment when healthy. */
  readonly failureLogit: number;
  readonly planUser: boolean;
  /** Log-odds of the used part of the limit, before state and the month's noise. */
  readonly useLogit: number;
}

const RING = 16;
const TENURE_MAX = 180;

/** Shopper `index`, drawn topic by topic. §2 of the specification. */
export function drawShopper(draws: Draws, index: number): ShopperTraits {
  const who = person(draws, index);
  const fraud = inRing(draws, index);
  const { footprint, excess } = drawFootprint(draws, index, who.theta);
  const money = incomes(draws, index, who);
  const habit = habits(draws, index, who, fraud);
  return {
    ...who,
    index,
    fraud,
    excess: fraud ? excess + 6 : excess,
    footprint,
    tenureMonths: tenure(draws, index, who, fraud),
    bureau: bureauScore(draws, index, who),
    // Named one by one: spreading them costs more than all the numbers drawn.
    income: money.income,
    declaredIncome: money.declaredIncome,
    ordersAYear: habit.ordersAYear,
    logBasket: habit.logBasket,
    returnShare: habit.returnShare,
    nightShare: habit.nightShare,
    failureLogit: habit.failureLogit,
    planUser: habit.planUser,
    useLogit: habit.useLogit,
  };
}

/** Sixteen neighbours are a ring together or not at all; six in ten of a ring belong to it. */
function inRing(draws: Draws, index: number): boolean {
  draws.at(STREAM.ring, Math.floor(index / RING));
  if (!draws.chance(0.004)) return false;
  draws.at(STREAM.ringMember, index);
  return draws.chance(0.6);
}

function tenure(draws: Draws, index: number, who: Person, fraud: boolean): number {
  draws.at(STREAM.tenure, index);
  const noise = draws.normal();
  if (fraud) return 1 + 3 * draws.uniform();
  const log = 3.3 + 0.8 * (0.5 * who.engagement + 0.25 * who.stability + 0.83 * noise);
  return Math.min(TENURE_MAX, exp(log));
}

function bureauScore(draws: Draws, index: number, who: Person): number | null {
  draws.at(STREAM.bureau, index);
  const minority = who.minority ? 1 : 0;
  const known =
    2.35 + 0.8 * who.ability + 0.5 * who.stability + (0.4 * (who.age - 38)) / 12 - 0.3 * minority;
  if (!draws.chance(logistic(known))) return null;
  return 600 + 60 * (-0.52 * who.theta + 0.854 * draws.normal() - 0.4 * minority);
}

function incomes(
  draws: Draws,
  index: number,
  who: Person,
): Pick<ShopperTraits, 'income' | 'declaredIncome'> {
  draws.at(STREAM.income, index);
  const income = exp(8 + 0.5 * (0.8 * who.ability + 0.6 * draws.normal()));
  const stretch = exp(0.1 * draws.normal() - (who.minority ? 0.2 : 0));
  // Who earns little says so less often: missing, and not at random.
  const missing = draws.chance(logistic(-0.9 - 0.6 * who.ability));
  return { income, declaredIncome: missing ? null : income * stretch };
}

type Habits = Pick<
  ShopperTraits,
  | 'ordersAYear'
  | 'logBasket'
  | 'returnShare'
  | 'nightShare'
  | 'failureLogit'
  | 'planUser'
  | 'useLogit'
>;

function habits(draws: Draws, index: number, who: Person, fraud: boolean): Habits {
  draws.at(STREAM.shopping, index);
  const { ability: a, willingness: w, stability: s, engagement: d } = who;
  const minority = who.minority ? 1 : 0;
  return {
    ordersAYear: exp(1.577 + 1.015 * (0.7 * d + 0.15 * a + 0.698 * draws.normal())),
    logBasket: 3.69 + 0.55 * (0.5 * a + 0.866 * draws.normal()),
    returnShare: logistic(-1.75 - 0.25 * w + 0.6 * draws.normal() + (fraud ? 1 : 0)),
    nightShare: logistic(-2.9 - 0.35 * w - 0.15 * s + 0.1 * minority + 0.5 * draws.normal()),
    failureLogit: -3.2 - 0.6 * a - 0.2 * w + 0.4 * minority + 0.5 * draws.normal(),
    planUser: draws.chance(logistic(0.3 + 0.5 * d)) && !fraud,
    useLogit: -0.5 - 0.5 * a - 0.25 * w,
  };
}
