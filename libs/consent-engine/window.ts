import { invariant } from '#kernel';
import { DateTime, IANAZone } from 'luxon';
import type { FrequencyUnit } from './terms.js';

const LUXON_UNIT = { DAY: 'day', MONTH: 'month' } as const satisfies Record<FrequencyUnit, string>;

/** The calendar window [start, end) that holds an instant. */
export interface CalendarWindow {
  readonly start: Date;
  readonly end: Date;
}

// Reckoning in a time zone costs as much as the rest of a reading's decision many times over, and
// nearly every reading falls into the window of the one before it. One entry a zone and unit.
const latest = new Map<string, CalendarWindow>();

/**
 * The calendar day or month of a time zone that holds `now`.
 *
 * A day of a clock change has 23 or 25 hours; windows never overlap and leave no gap.
 *
 * @param zone IANA name, known to be valid
 */
export function calendarWindow(now: Date, unit: FrequencyUnit, zone: string): CalendarWindow {
  const key = `${unit} ${zone}`;
  const known = latest.get(key);
  if (known && known.start <= now && now < known.end) return known;
  const window = reckon(now, unit, zone);
  latest.set(key, window);
  return window;
}

function reckon(now: Date, unit: FrequencyUnit, zone: string): CalendarWindow {
  const local = DateTime.fromJSDate(now, { zone });
  invariant(local.isValid, 'the instant and the time zone are valid');
  const start = local.startOf(LUXON_UNIT[unit]);
  const end = start.plus({ [LUXON_UNIT[unit]]: 1 }).startOf(LUXON_UNIT[unit]);
  return { start: start.toJSDate(), end: end.toJSDate() };
}

/** The start of the calendar window that holds `now`. */
export const windowStart = (now: Date, unit: FrequencyUnit, zone: string): Date =>
  calendarWindow(now, unit, zone).start;

/** Whether the text names a time zone that readings can be counted by. */
export const isZone = (zone: string): boolean => IANAZone.isValidZone(zone);
