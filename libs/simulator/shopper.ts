import { drawBalances } from './balances.js';
import { CATEGORY_NAMES, CURRENCY } from './catalogue.js';
import { defaultProbability, FIRST_MONTH, shopperLaw, walk, type Path } from './chain.js';
import type { OutcomeCluster, PersonClusters } from './clusters.js';
import { STREAM } from './draws.js';
import type { Era } from './era.js';
import { personEmail, personName, referenceOf } from './identity.js';
import { customerSince, drawOrders, type OrderFact } from './orders.js';
import { profileCluster } from './profile.js';
import { drawInstalments, wholeYearUntil, type InstalmentFact } from './repayments.js';
import { drawShopper, type ShopperTraits } from './shopper-traits.js';
import type { PersonTruth, Shopper, State } from './world-types.js';

/** Names of the chain's states, by number. */
export const STATES: readonly State[] = ['healthy', 'strained', 'distressed'];

/** Events go back three years from the as-of date, balances two. */
const EVENT_MONTHS = 36;
const BALANCE_MONTHS = 24;
/** Orders begin three years before observation: plans of then fall due long after. */
const FIRST_ORDER_MONTH = -35;

/** A shopper's life in numbers: cheap, and all that its documents are written from. */
export interface ShopperLife {
  readonly traits: ShopperTraits;
  readonly path: Path;
  readonly orders: readonly OrderFact[];
}

/** Lives the life of shopper `index`: traits, states, orders. */
export function liveShopper(era: Era, index: number): ShopperLife {
  const traits = drawShopper(era.draws, index);
  return shop(era, traits, walkShopper(era, traits));
}

/** The states that a shopper passes through. */
export function walkShopper(era: Era, traits: ShopperTraits): Path {
  era.draws.at(STREAM.chain, traits.index);
  return walk(shopperLaw(traits.theta, traits.excess, era.shopperEconomy), era.draws);
}

/** Completes a life with its orders. */
export function shop(era: Era, traits: ShopperTraits, path: Path): ShopperLife {
  const months = { from: FIRST_ORDER_MONTH, to: wholeYearUntil(era.lastMonth) };
  return { traits, path, orders: drawOrders(era, traits, path, months) };
}

/** The subject as the world shows it. */
export function shopperOf(era: Era, life: ShopperLife): Shopper {
  const { traits } = life;
  const number = era.numbers[0].numberOf(traits.index);
  const name = personName(era.draws, traits.index);
  return {
    kind: 'person',
    index: traits.index,
    reference: referenceOf('S', number),
    email: personEmail(name, number, traits.footprint),
    name,
    bureau: traits.bureau,
    footprint: traits.footprint,
    clusters: personClusters(era, life),
    truth: personTruth(era, life),
  };
}

/** The true risk behind a life. */
export function personTruth(era: Era, { traits, path }: ShopperLife): PersonTruth {
  const law = shopperLaw(traits.theta, traits.excess, era.shopperEconomy);
  const state = path.states[-FIRST_MONTH];
  const last = path.states[era.lastMonth - FIRST_MONTH];
  const defaulted = path.defaultMonth <= era.lastMonth;
  return {
    pd12: path.defaultMonth <= 0 ? 1 : defaultProbability(law, state),
    theta: traits.theta,
    ability: traits.ability,
    willingness: traits.willingness,
    state: STATES[state],
    fraud: traits.fraud,
    badWithin12m: path.defaultMonth <= 12,
    pd12AtAsOf: defaulted ? 1 : defaultProbability(law, last, era.lastMonth),
  };
}

/** The documents of a life, as known at the as-of date: nothing in them happened later. */
export function personClusters(era: Era, life: ShopperLife): PersonClusters {
  const { traits, path } = life;
  const from = era.lastMonth - EVENT_MONTHS + 1;
  const since = era.calendar.monthOf(customerSince(era, traits.tenureMonths));
  const balances = drawBalances(era, traits, path, {
    from: Math.max(era.lastMonth - BALANCE_MONTHS + 1, since),
    to: era.lastMonth,
  });
  const { calendar } = era;
  return {
    profile: profileCluster(era, traits),
    orders: {
      currency: CURRENCY,
      orders: life.orders
        .filter((order) => order.month >= from && order.day < era.asOfDay)
        .map((order) => orderEntry(era, order)),
    },
    repayments: {
      currency: CURRENCY,
      instalments: drawInstalments(era, traits, path, life.orders)
        .filter(({ dueDay }) => dueDay >= calendar.firstDay(from) && dueDay < era.asOfDay)
        .map((instalment) => instalmentEntry(era, instalment)),
    },
    balances: {
      currency: CURRENCY,
      months: balances.map(({ month, limitMinor, usedMinor }) => ({
        month: calendar.monthText(month),
        limit_minor: limitMinor,
        used_minor: usedMinor,
      })),
    },
    outcome: outcomeCluster(era, path),
  };
}

function orderEntry(era: Era, order: OrderFact): PersonClusters['orders']['orders'][number] {
  return {
    at: era.calendar.instantText(order.day, order.minute),
    amount_minor: order.amountMinor,
    category: CATEGORY_NAMES[order.category],
    channel: order.channel,
    failed_attempts: order.failedAttempts,
    returned_on: dateKnown(era, order.returnDay),
  };
}

function instalmentEntry(
  era: Era,
  instalment: InstalmentFact,
): PersonClusters['repayments']['instalments'][number] {
  return {
    due_on: era.calendar.dateText(instalment.dueDay),
    amount_minor: instalment.amountMinor,
    paid_on: dateKnown(era, instalment.paidDay),
  };
}

function dateKnown(era: Era, day: number): string | null {
  return day < era.asOfDay ? era.calendar.dateText(day) : null;
}

/** The window from a month (observation) to the as-of date, and the last day of the month of default. */
export function outcomeCluster(era: Era, path: Path, fromMonth = 1): OutcomeCluster {
  const { calendar } = era;
  const defaulted = path.defaultMonth <= era.lastMonth;
  return {
    observed_from: calendar.dateText(calendar.firstDay(fromMonth)),
    observed_until: calendar.dateText(era.asOfDay),
    defaulted_on: defaulted
      ? calendar.dateText(calendar.firstDay(path.defaultMonth + 1) - 1)
      : null,
  };
}
