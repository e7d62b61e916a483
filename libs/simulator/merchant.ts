import { DAYS_A_MONTH } from './calendar.js';
import { CATEGORY_NAMES, CURRENCY } from './catalogue.js';
import { defaultProbability, FIRST_MONTH, firmLaw, walk, type Path } from './chain.js';
import type { FirmClusters, SalesMonth } from './clusters.js';
import { STREAM } from './draws.js';
import type { Era } from './era.js';
import { firmEmail, firmName, referenceOf } from './identity.js';
import { drawMerchant, type MerchantTraits } from './merchant-traits.js';
import { drawSales, type SalesFact } from './sales.js';
import { outcomeCluster, STATES } from './shopper.js';
import type { FirmTruth, Merchant } from './world-types.js';

const SALES_MONTHS = 36;
const MONTHS_A_YEAR = 12;
/** Who joins in a month's first half has sales in it. */
const HALF_A_MONTH = 15;

/** A firm's life in numbers. */
export interface MerchantLife {
  readonly traits: MerchantTraits;
  readonly path: Path;
}

/** Lives the life of merchant `index`. */
export function liveMerchant(era: Era, index: number): MerchantLife {
  const traits = drawMerchant(era.draws, index);
  era.draws.at(STREAM.merchantChain, index);
  return { traits, path: walk(firmLaw(traits, era.firmEconomy), era.draws) };
}

/** The subject as the world shows it. */
export function merchantOf(era: Era, life: MerchantLife): Merchant {
  const { traits } = life;
  const number = era.numbers[1].numberOf(traits.index);
  const name = firmName(era.draws, traits.index);
  return {
    kind: 'firm',
    index: traits.index,
    reference: referenceOf('M', number),
    email: firmEmail(name, number),
    name,
    owner: traits.owner,
    clusters: firmClusters(era, life),
    truth: firmTruth(era, life),
  };
}

/** The true risk behind a firm's life. */
export function firmTruth(era: Era, { traits, path }: MerchantLife): FirmTruth {
  const law = firmLaw(traits, era.firmEconomy);
  const state = path.states[-FIRST_MONTH];
  const last = path.states[era.lastMonth - FIRST_MONTH];
  const defaulted = path.defaultMonth <= era.lastMonth;
  return {
    pd12: defaultProbability(law, state),
    theta: traits.theta,
    quality: traits.quality,
    state: STATES[state],
    badWithin12m: path.defaultMonth <= MONTHS_A_YEAR,
    pd12AtAsOf: defaulted ? 1 : defaultProbability(law, last, era.lastMonth),
  };
}

/** The months of a firm's sales that are over: three years at most, from the month nearest its joining. */
function salesOf(era: Era, life: MerchantLife): readonly SalesFact[] {
  const { joined } = firstDays(era, life.traits);
  const firstMonth = era.calendar.monthOf(joined + HALF_A_MONTH);
  const from = Math.max(firstMonth, era.lastMonth - SALES_MONTHS + 1);
  return drawSales(era, life.traits, life.path, { from, to: era.lastMonth });
}

/** The documents of a firm, as known at the as-of date. A firm in default sells no more. */
export function firmClusters(era: Era, life: MerchantLife): FirmClusters {
  const { traits, path } = life;
  const { calendar } = era;
  const { founded, joined } = firstDays(era, traits);
  const months = salesOf(era, life);
  return {
    profile: {
      founded_on: calendar.dateText(founded),
      joined_on: calendar.dateText(joined),
      category: CATEGORY_NAMES[traits.category],
      currency: CURRENCY,
    },
    sales: { currency: CURRENCY, months: months.map((fact) => salesMonth(era, fact)) },
    payouts: {
      currency: CURRENCY,
      months: months.map((fact) => ({
        month: calendar.monthText(fact.month),
        paid_minor: fact.gmvMinor - fact.refundedMinor - fact.heldMinor,
        held_minor: fact.heldMinor,
      })),
    },
    outcome: outcomeCluster(era, path),
  };
}

function firstDays(
  era: Era,
  traits: MerchantTraits,
): { readonly founded: number; readonly joined: number } {
  const days = Math.max(1, Math.floor(traits.ageYears * MONTHS_A_YEAR * DAYS_A_MONTH + 0.5));
  const founded = era.calendar.firstDay(1) - days;
  return { founded, joined: founded + Math.floor(days * traits.shareBefore) };
}

function salesMonth(era: Era, fact: SalesFact): SalesMonth {
  return {
    month: era.calendar.monthText(fact.month),
    gmv_minor: fact.gmvMinor,
    orders: fact.orders,
    refunded_minor: fact.refundedMinor,
    chargebacks: fact.chargebacks,
    late_shipments: fact.lateShipments,
    rating: fact.rating,
    buyer_hhi: fact.concentration,
    stock_days: fact.stockDays,
  };
}
