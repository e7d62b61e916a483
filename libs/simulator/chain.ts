import type { Draws } from './draws.js';
import { exp } from './elementary.js';

/** States of the chain, in order of severity. */
export const HEALTHY = 0;
const STRAINED = 1;
const DISTRESSED = 2;

/** The chain starts healthy in month -36 and runs to month 24, a year beyond the as-of date. */
export const FIRST_MONTH = -36;
export const LAST_MONTH = 24;
const MONTHS = LAST_MONTH - FIRST_MONTH + 1;
const HORIZON = 12;

/** The odds that rule a subject's states and default, and how the economy raises them. */
export interface ChainLaw {
  /** Odds of healthy to strained in a month. */
  readonly strainOdds: number;
  readonly strainedToHealthy: number;
  readonly strainedToDistressed: number;
  readonly distressedToStrained: number;
  readonly distressedToHealthy: number;
  /** Odds of default in a month, by state. */
  readonly defaultOdds: readonly [number, number, number];
  readonly economy: Economy;
}

/** Factors on the odds, month by month; read them at `month - FIRST_MONTH`. */
export interface Economy {
  readonly strain: Float64Array;
  readonly hazard: Float64Array;
}

/** The factors by which the macro index moves a population's odds. */
export function createEconomy(
  macro: (month: number) => number,
  strainLoading: number,
  hazardLoading: number,
): Economy {
  const factors = (loading: number): Float64Array =>
    Float64Array.from({ length: MONTHS }, (_, k) => exp(loading * macro(k + FIRST_MONTH)));
  return { strain: factors(strainLoading), hazard: factors(hazardLoading) };
}

/** The states a subject passed through, and when it defaulted. */
export interface Path {
  /** State by month, read at `month - FIRST_MONTH`. */
  readonly states: Uint8Array;
  /** First month from 1 on in which the hazard struck; Infinity when it never did. */
  readonly defaultMonth: number;
}

/** Draws a path; two numbers a month whatever happens, so that none hangs on another. */
export function walk(law: ChainLaw, draws: Draws): Path {
  const states = new Uint8Array(MONTHS);
  let state = HEALTHY;
  let defaultMonth = Infinity;
  for (let k = 1; k < MONTHS; k++) {
    const move = draws.uniform();
    const strike = draws.uniform();
    state = next(law, state, move, k);
    states[k] = state;
    const month = k + FIRST_MONTH;
    if (month >= 1 && defaultMonth === Infinity && strike < hazard(law, state, k))
      defaultMonth = month;
  }
  return { states, defaultMonth };
}

function next(law: ChainLaw, state: number, move: number, k: number): number {
  if (state === HEALTHY)
    return move < share(law.strainOdds * law.economy.strain[k]) ? STRAINED : HEALTHY;
  const [better, other] =
    state === STRAINED
      ? [law.strainedToHealthy, law.strainedToDistressed]
      : [law.distressedToHealthy, law.distressedToStrained];
  if (move < better) return HEALTHY;
  if (move < better + other) return state === STRAINED ? DISTRESSED : STRAINED;
  return state;
}

/**
 * The exact probability of default in the twelve months after `month`, given the state then: one
 * less the mass that twelve 3x3 products leave.
 */
export function defaultProbability(law: ChainLaw, state: number, month = 0): number {
  let healthy = state === HEALTHY ? 1 : 0;
  let strained = state === STRAINED ? 1 : 0;
  let distressed = state === DISTRESSED ? 1 : 0;
  for (let k = month + 1 - FIRST_MONTH; k <= month + HORIZON - FIRST_MONTH; k++) {
    const toStrain = share(law.strainOdds * law.economy.strain[k]);
    const h =
      healthy * (1 - toStrain) +
      strained * law.strainedToHealthy +
      distressed * law.distressedToHealthy;
    const s =
      healthy * toStrain +
      strained * (1 - law.strainedToHealthy - law.strainedToDistressed) +
      distressed * law.distressedToStrained;
    const d =
      strained * law.strainedToDistressed +
      distressed * (1 - law.distressedToStrained - law.distressedToHealthy);
    healthy = h * (1 - hazard(law, HEALTHY, k));
    strained = s * (1 - hazard(law, STRAINED, k));
    distressed = d * (1 - hazard(law, DISTRESSED, k));
  }
  return 1 - healthy - strained - distressed;
}

function hazard(law: ChainLaw, state: number, k: number): number {
  return share(law.defaultOdds[state] * law.economy.hazard[k]);
}

function share(odds: number): number {
  return odds / (1 + odds);
}

/** What a shopper's chain hangs on: §2 of the specification. */
export function shopperLaw(theta: number, excess: number, economy: Economy): ChainLaw {
  const odds = exp(-7.35 + theta + excess);
  return {
    strainOdds: exp(-3.85 + 0.95 * theta),
    strainedToHealthy: 0.16,
    strainedToDistressed: 0.08,
    distressedToStrained: 0.12,
    distressedToHealthy: 0.04,
    defaultOdds: [odds, odds * exp(1), odds * exp(2.3)],
    economy,
  };
}

/** What a firm's chain hangs on: §4 of the specification. */
export function firmLaw(
  firm: { readonly theta: number; readonly logSales: number; readonly ageYears: number },
  economy: Economy,
): ChainLaw {
  const young = firm.ageYears < 2 ? 0.35 : 0;
  const odds = exp(-7.2 + firm.theta + young - 0.1 * (firm.logSales - 8));
  return {
    strainOdds: exp(-3.7 + 0.85 * firm.theta),
    strainedToHealthy: 0.16,
    strainedToDistressed: 0.09,
    distressedToStrained: 0.12,
    distressedToHealthy: 0.04,
    defaultOdds: [odds, odds * exp(1.2), odds * exp(2.5)],
    economy,
  };
}
