import { createCalendar, type Calendar } from './calendar.js';
import { createEconomy, type Economy } from './chain.js';
import { createDraws, STREAM, type Draws } from './draws.js';
import { exp } from './elementary.js';
import { createLocalNumbers, type LocalNumbers } from './feistel.js';
import { macroOf } from './macro.js';
import type { Preset } from './world-types.js';

/** What every part of one world is made from. */
export interface Era {
  readonly draws: Draws;
  readonly calendar: Calendar;
  readonly macro: (month: number) => number;
  readonly shopperEconomy: Economy;
  readonly firmEconomy: Economy;
  /** Factor on a loan's odds of default: month on book k of vintage v reads v + k. */
  readonly loanEconomy: Float64Array;
  /** The last month that is over at the as-of date; observation is at the end of month 0. */
  readonly lastMonth: number;
  /** First day that has not happened yet. */
  readonly asOfDay: number;
  /** One numbering for each kind of subject: shoppers, merchants, then each lender's applicants. */
  readonly numbers: readonly LocalNumbers[];
}

/** From the first vintage to the last instalment of the last one. */
const LOAN_MONTHS = 36 + 61;
const NUMBERINGS = 4;
const NUMBERING_KEYS = 6;

/** @param origin absolute month that begins with t = 0 */
export function createEra(seed: number, preset: Preset, origin: number, lastMonth: number): Era {
  const draws = createDraws(seed);
  const calendar = createCalendar(origin);
  const macro = macroOf(preset);
  return {
    draws,
    calendar,
    macro,
    shopperEconomy: createEconomy(macro, 0.3, 0.35),
    firmEconomy: createEconomy(macro, 0.4, 0.5),
    loanEconomy: Float64Array.from({ length: LOAN_MONTHS }, (_, k) => exp(0.35 * macro(k))),
    lastMonth,
    asOfDay: calendar.firstDay(lastMonth + 1),
    numbers: Array.from({ length: NUMBERINGS }, (_, kind) => {
      draws.at(STREAM.identifier, kind);
      return createLocalNumbers(
        Array.from({ length: NUMBERING_KEYS }, () => Math.floor(draws.uniform() * 4294967296)),
      );
    }),
  };
}
