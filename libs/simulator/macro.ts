import { sineOfTurns } from './elementary.js';
import type { Preset } from './world-types.js';

const CYCLE_MONTHS = 84;
const CYCLE_AT_OBSERVATION = 72;

/** The macro index by month from observation: high is bad. §2 of the specification. */
export function macroOf(preset: Preset): (month: number) => number {
  if (preset === 'flat') return () => 0;
  if (preset === 'shock') return (month) => (month >= 6 && month <= 10 ? 1.6 : 0);
  return (month) => 0.5 * sineOfTurns((month + CYCLE_AT_OBSERVATION) / CYCLE_MONTHS);
}
