import { indexAt } from './catalogue.js';
import { FIRST_MONTH, HEALTHY, LAST_MONTH, type Path } from './chain.js';
import { STREAM } from './draws.js';
import type { Era } from './era.js';
import type { OrderFact } from './orders.js';
import type { ShopperTraits } from './shopper-traits.js';

// Taken once: in a realm of its own, as tests have, each look at a global is slow.
const { floor, min, ceil } = Math;

/** One instalment in numbers. */
export interface InstalmentFact {
  readonly dueDay: number;
  readonly amountMinor: number;
  /** Infinity when it is never paid. */
  readonly paidDay: number;
}

/** Instalments of the plans on offer (30 days, then months), and their shares in %. */
const TERMS = [1, 3, 6, 12, 24];
const TERM_SHARES = [35, 30, 18, 13, 4];
const MONTHS_A_YEAR = 12;
const PLANS_AN_ORDER = 0.35;
const ORDERS_A_MONTH_BOUND = 1024;

/** Chance that what is due in a month is paid late, by state. */
const LATE_SHARES = [0.008, 0.6, 0.95];
/** Shares in % of 1-7, 8-30 and 31 or more days late: not distressed, distressed. */
const LATE_BANDS = [
  [70, 22, 8],
  [25, 35, 40],
];
const LATE_DAYS = [
  [1, 7],
  [8, 23],
  [31, 45],
] as const;
/** A default in month k is nothing paid from month k - 2 on. */
const MONTHS_UNPAID = 2;

/** Months in which this shopper pays late what is due, read at `month - FIRST_MONTH`. */
function drawLateness(era: Era, index: number, path: Path): Uint8Array {
  const late = new Uint8Array(LAST_MONTH - FIRST_MONTH + 1);
  era.draws.at(STREAM.lateness, index);
  for (let k = 0; k < late.length; k++)
    late[k] = era.draws.chance(LATE_SHARES[path.states[k]]) ? 1 : 0;
  return late;
}

/**
 * The instalments of a plan user's orders, in order of due date. In each year before and after
 * observation min(orders, 1 + Poisson(.35 orders)) orders are bought on a plan.
 *
 * @param orders of whole such years, in time order
 */
export function drawInstalments(
  era: Era,
  traits: ShopperTraits,
  path: Path,
  orders: readonly OrderFact[],
): readonly InstalmentFact[] {
  if (!traits.planUser || orders.length === 0) return [];
  const pay = payer(era, path, drawLateness(era, traits.index, path));
  const instalments: InstalmentFact[] = [];
  for (const { order, term } of drawPlans(era, traits, orders)) {
    const { draws } = era;
    const part = (order.month - FIRST_MONTH) * ORDERS_A_MONTH_BOUND + order.ordinal;
    draws.at(STREAM.repayments, traits.index, part);
    const each = floor(order.amountMinor / term);
    for (let n = 1; n <= term; n++) {
      const dueDay = term === 1 ? order.day + 30 : era.calendar.monthsAfter(order.day, n);
      const paidDay = pay(dueDay);
      // What is sent back is no longer owed.
      if (dueDay > order.returnDay) break;
      const amountMinor = n === 1 ? order.amountMinor - each * (term - 1) : each;
      if (amountMinor > 0) instalments.push({ dueDay, amountMinor, paidDay });
    }
  }
  return instalments.sort((one, other) => one.dueDay - other.dueDay);
}

/** The day on which an instalment is paid; two numbers each. */
function payer(era: Era, path: Path, late: Uint8Array): (dueDay: number) => number {
  const { draws, calendar } = era;
  const stop = path.defaultMonth - MONTHS_UNPAID;
  const unpaidFrom = stop === Infinity ? Infinity : calendar.firstDay(stop);
  return (dueDay) => {
    const band = draws.uniform();
    const within = draws.uniform();
    const month = calendar.monthOf(dueDay);
    // Instalments of long plans fall due beyond the world's last month, and so beyond its date.
    if (month > LAST_MONTH) return Infinity;
    const k = month - FIRST_MONTH;
    let paidDay = dueDay - floor(within * 4);
    if (late[k] === 1) {
      const bands = LATE_BANDS[path.states[k] > HEALTHY + 1 ? 1 : 0];
      const [least, spread] = LATE_DAYS[indexAt(bands, band)];
      paidDay = dueDay + least + floor(within * spread);
    }
    return paidDay >= unpaidFrom ? Infinity : paidDay;
  };
}

interface Plan {
  readonly order: OrderFact;
  readonly term: number;
}

function drawPlans(era: Era, traits: ShopperTraits, orders: readonly OrderFact[]): Plan[] {
  const { draws } = era;
  const plans: Plan[] = [];
  let start = 0;
  while (start < orders.length) {
    const year = yearOf(orders[start].month);
    let end = start;
    while (end < orders.length && yearOf(orders[end].month) === year) end += 1;
    const count = end - start;
    draws.at(STREAM.plans, traits.index, year - yearOf(FIRST_MONTH));
    const wanted = min(count, 1 + draws.poisson(PLANS_AN_ORDER * count));
    const offset = draws.uniform();
    for (let n = 0; n < wanted; n++) {
      const order = orders[start + floor(((n + offset) * count) / wanted)];
      plans.push({ order, term: TERMS[indexAt(TERM_SHARES, draws.uniform())] });
    }
    start = end;
  }
  return plans;
}

/** Years are counted from observation: 1 holds months 1-12, 0 months -11-0. */
function yearOf(month: number): number {
  return ceil(month / MONTHS_A_YEAR);
}

/** The end of the year, so counted, that a month is in: plans are chosen from whole years. */
export function wholeYearUntil(month: number): number {
  return yearOf(month) * MONTHS_A_YEAR;
}
