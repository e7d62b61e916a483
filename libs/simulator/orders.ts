import { DAYS_A_MONTH } from './calendar.js';
import { categoryAt, indexAt, RETURN_RATIOS, SEASONS } from './catalogue.js';
import { FIRST_MONTH, type Path } from './chain.js';
import { STREAM } from './draws.js';
import { exp, logistic } from './elementary.js';
import type { Era } from './era.js';
import type { ShopperTraits } from './shopper-traits.js';

// Taken once: in a realm of its own, as tests have, each look at a global is slow.
const { floor, min, max } = Math;

/** One order in numbers: days from 1970, money in minor units. */
export interface OrderFact {
  readonly month: number;
  /** The order's place in its month, before sorting: names its stream of numbers. */
  readonly ordinal: number;
  readonly day: number;
  readonly minute: number;
  readonly amountMinor: number;
  /** Index into the catalogue. */
  readonly category: number;
  readonly channel: string;
  readonly failedAttempts: number;
  /** Day of the return; Infinity when kept. */
  readonly returnDay: number;
}

const ORDERS_A_MONTH_MAX = 500;
const FAILED_ATTEMPTS_MAX = 4;
const RETURN_SHARE_MAX = 0.95;
const OWN_DEVICE_SHARE = 0.8;
const DEVICES = ['desktop', 'tablet', 'mobile', 'no-track'] as const;
const DEVICE_SHARES = [59, 17, 10, 14];

/** Start and length of the parts of a day in minutes: night, morning, afternoon, evening. */
const DAY_PARTS = [
  [1380, 360],
  [300, 420],
  [720, 360],
  [1080, 300],
] as const;
const DAY_PART_SHARES = [0, 18, 37, 45];
const MINUTES_A_DAY = 1440;
const YEAR_MONTHS = 12;

/** First day of a shopper's account. */
export function customerSince(era: Era, tenureMonths: number): number {
  return era.calendar.firstDay(1) - max(1, floor(tenureMonths * DAYS_A_MONTH + 0.5));
}

/**
 * The orders of months [from, to] in time order: a Poisson number a month, none before the account
 * and none from the day of default on, when the account is closed to credit.
 */
export function drawOrders(
  era: Era,
  traits: ShopperTraits,
  path: Path,
  months: { readonly from: number; readonly to: number },
): readonly OrderFact[] {
  const since = customerSince(era, traits.tenureMonths);
  const failures = [0, 0.5, 1].map((extra) => logistic(traits.failureLogit + extra));
  const to = min(months.to, path.defaultMonth);
  const levelling = levelOfNewcomer(era, traits.tenureMonths, since);
  const orders: OrderFact[] = [];
  for (let month = months.from; month <= to; month++) {
    const opening = max(era.calendar.firstDay(month), since);
    const ending = era.calendar.firstDay(month + 1);
    if (opening >= ending) continue;
    const scale = {
      month,
      opening,
      days: ending - opening,
      pace: (traits.ordersAYear / YEAR_MONTHS) * (month <= 0 ? levelling : 1),
      failure: failures[path.states[month - FIRST_MONTH]],
    };
    const placed = ordersOfMonth(era, traits, scale);
    for (const order of placed) orders.push(order);
  }
  return orders;
}

/**
 * Levels the season for an account younger than a year at observation, so that its orders until
 * then are Poisson of the rate times its tenure whatever month the world is observed in.
 */
function levelOfNewcomer(era: Era, tenureMonths: number, since: number): number {
  if (tenureMonths >= YEAR_MONTHS) return 1;
  let seasons = 0;
  for (let month = 1 - YEAR_MONTHS; month <= 0; month++)
    seasons += openShare(era, month, since) * SEASONS[era.calendar.monthOfYear(month)];
  return tenureMonths / seasons;
}

/** The part of a month that is left from a day on. */
function openShare(era: Era, month: number, from: number): number {
  const first = era.calendar.firstDay(month);
  const next = era.calendar.firstDay(month + 1);
  return max(0, next - max(first, from)) / (next - first);
}

interface Scale {
  readonly month: number;
  readonly opening: number;
  readonly days: number;
  /** Orders a month in a month of no season. */
  readonly pace: number;
  readonly failure: number;
}

function ordersOfMonth(era: Era, traits: ShopperTraits, scale: Scale): OrderFact[] {
  const { draws, calendar } = era;
  const { month } = scale;
  draws.at(STREAM.orders, traits.index, month - FIRST_MONTH);
  const open = openShare(era, month, scale.opening);
  const mean = scale.pace * open * SEASONS[calendar.monthOfYear(month)];
  const count = min(ORDERS_A_MONTH_MAX, draws.poisson(mean));
  const placed: OrderFact[] = [];
  for (let ordinal = 0; ordinal < count; ordinal++)
    placed.push(drawOrder(era, traits, scale, ordinal));
  return placed.sort((one, other) => one.day - other.day || one.minute - other.minute);
}

function drawOrder(era: Era, traits: ShopperTraits, scale: Scale, ordinal: number): OrderFact {
  const { draws } = era;
  const { month, failure } = scale;
  const day = scale.opening + floor(draws.uniform() * scale.days);
  const part = draws.chance(traits.nightShare) ? 0 : indexAt(DAY_PART_SHARES, draws.uniform());
  const [start, length] = DAY_PARTS[part];
  const minute = (start + floor(draws.uniform() * length)) % MINUTES_A_DAY;
  const amountMinor = max(1, floor(100 * exp(traits.logBasket + 0.75 * draws.normal()) + 0.5));
  const category = categoryAt(draws.uniform());
  const own = draws.chance(OWN_DEVICE_SHARE);
  const other = DEVICES[indexAt(DEVICE_SHARES, draws.uniform())];
  let failedAttempts = 0;
  while (failedAttempts < FAILED_ATTEMPTS_MAX && draws.chance(failure)) failedAttempts += 1;
  const returned = draws.chance(
    min(RETURN_SHARE_MAX, traits.returnShare * RETURN_RATIOS[category]),
  );
  const returnDay = day + 3 + floor(draws.uniform() * 25);
  return {
    month,
    ordinal,
    day,
    minute,
    amountMinor,
    category,
    channel: own ? traits.footprint.device : other,
    failedAttempts,
    returnDay: returned ? returnDay : Infinity,
  };
}
