import { STREAM, type Draws } from './draws.js';
import { exp } from './elementary.js';

/** What makes a person, known to nobody. §2 of the specification. */
export interface Person {
  readonly ability: number;
  readonly willingness: number;
  readonly stability: number;
  /** Appetite for shopping; lower by half a deviation in the minority. */
  readonly engagement: number;
  readonly theta: number;
  readonly minority: boolean;
  readonly female: boolean;
  readonly age: number;
}

const AGE_MAX = 80;

/** Person `index` of the population that shops. */
export function person(draws: Draws, index: number): Person {
  draws.at(STREAM.person, index);
  return drawPerson(draws, 0);
}

/**
 * A person from the numbers at hand, of a population thinned by exp(tilt x θ): that moves the mean
 * of each normal number by tilt times its weight in θ, exactly.
 */
export function drawPerson(draws: Draws, tilt: number): Person {
  const ability = draws.normal() - tilt * 0.63778;
  const willingness = draws.normal() - tilt * 0.70107;
  const stability = 0.3 * ability + 0.2 * willingness + 0.933 * (draws.normal() - tilt * 0.31797);
  const appetite = 0.2 * ability + 0.98 * draws.normal();
  const minority = draws.chance(0.15);
  return {
    ability,
    willingness,
    stability,
    engagement: minority ? appetite - 0.5 : appetite,
    theta: -(0.55 * ability + 0.65 * willingness + 0.35 * stability) / 1.027,
    minority,
    female: draws.chance(0.5),
    age: Math.min(AGE_MAX, 18 + exp(2.95 + 0.5 * draws.normal())),
  };
}
