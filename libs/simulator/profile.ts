import type { PersonProfile } from './clusters.js';
import { CURRENCY } from './catalogue.js';
import { STREAM } from './draws.js';
import { exp, logistic } from './elementary.js';
import type { Era } from './era.js';
import { customerSince } from './orders.js';
import type { ShopperTraits } from './shopper-traits.js';

const WINDOW_MONTHS = 24;
const COMING_MONTHS = 12;
/** New users have not told who they are. */
const KNOWN_FROM_MONTHS = 2;

const EMAIL_KINDS: Readonly<Record<string, string>> = {
  gmx: 'free',
  web: 'free',
  gmail: 'free',
  yahoo: 'free',
  hotmail: 'free',
  't-online': 'paid',
  other: 'other',
};

/** What a shopper has told and shown of itself by the as-of date. */
export function profileCluster(era: Era, traits: ShopperTraits): PersonProfile {
  const { calendar, draws } = era;
  const since = customerSince(era, traits.tenureMonths);
  draws.at(STREAM.profile, traits.index);
  const addressRate = exp(-0.7 - 0.5 * traits.stability);
  const moves = daysOf(era, addressRate, calendar.firstDay(1 - WINDOW_MONTHS), addressRate / 2);
  const deviceRate = exp(-0.5 + 0.25 * traits.engagement - 0.2 * traits.stability);
  const devices = daysOf(era, deviceRate, since, deviceRate / 4);
  const declaredOn = since + Math.floor(draws.uniform() * 60);
  const married = draws.chance(logistic((traits.age - 32) / 8));
  const declared = declaredOn < era.asOfDay ? traits.declaredIncome : null;
  return {
    customer_since: calendar.dateText(since),
    declared_income_minor: declared === null ? null : Math.floor(declared + 0.5) * 100,
    income_declared_on: declared === null ? null : calendar.dateText(declaredOn),
    currency: CURRENCY,
    address_changes: known(era, moves),
    devices_first_seen: known(era, [since, ...devices]),
    email_kind: EMAIL_KINDS[traits.footprint.host] ?? null,
    ...toldOf(era, traits, married),
    nationality: null,
    group: traits.minority ? 'minority' : 'majority',
  };
}

type Told = Pick<PersonProfile, 'birth_year' | 'sex' | 'marital_status'>;

function toldOf(era: Era, traits: ShopperTraits, married: boolean): Told {
  if (traits.tenureMonths < KNOWN_FROM_MONTHS)
    return { birth_year: null, sex: null, marital_status: null };
  const { calendar } = era;
  return {
    birth_year: calendar.yearOf(calendar.firstDay(1)) - Math.floor(traits.age),
    sex: traits.female ? 'female' : 'male',
    marital_status: married ? 'married' : 'single',
  };
}

/** Days of so many events from a day until observation, and of so many in the year after. */
function daysOf(era: Era, meanBefore: number, from: number, meanAfter: number): number[] {
  const { calendar, draws } = era;
  const observed = calendar.firstDay(1);
  const days: number[] = [];
  const before = draws.poisson(meanBefore);
  for (let n = 0; n < before; n++)
    days.push(from + Math.floor(draws.uniform() * (observed - from)));
  const after = draws.poisson(meanAfter);
  const end = calendar.firstDay(1 + COMING_MONTHS);
  for (let n = 0; n < after; n++)
    days.push(observed + Math.floor(draws.uniform() * (end - observed)));
  return days.sort((one, other) => one - other);
}

function known(era: Era, days: readonly number[]): string[] {
  return days.filter((day) => day < era.asOfDay).map((day) => era.calendar.dateText(day));
}
