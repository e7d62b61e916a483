/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** Days since 1970-01-01 of a day of the proleptic Gregorian calendar; month in [1, 12]. */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const leaps = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146_097 + yearOfEra * 365 + leaps + dayOfYear - 719_468;
}

/** Midnight UTC, in milliseconds since 1970, of the day `YYYY-MM-DD`; NaN for another text. */
export function dayMs(text: string): number {
  if (text.length !== 10) return Number.NaN;
  return daysFromCivil(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)) * DAY_MS;
}

/** Months since year 0 of the month `YYYY-MM`; NaN for another text. */
export function monthOf(text: string): number {
  return text.length === 7 ? digits(text, 0, 4) * 12 + digits(text, 5, 2) - 1 : Number.NaN;
}

/** The start of a month, counted since year 0, in milliseconds since 1970. */
export function monthStart(month: number): number {
  return daysFromCivil(Math.floor(month / 12), (month % 12) + 1, 1) * DAY_MS;
}

/** The month, counted since year 0, that holds an instant; with its day, from 1. */
export function civilOf(ms: number): { readonly month: number; readonly day: number } {
  const z = Math.floor(ms / DAY_MS) + 719_468;
  const era = Math.floor(z / 146_097);
  const doe = z - era * 146_097;
  const leaps = Math.floor(doe / 1460) - Math.floor(doe / 36_524) + Math.floor(doe / 146_096);
  const yearOfEra = Math.floor((doe - leaps) / 365);
  const dayOfYear =
    doe - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const year = yearOfEra + era * 400 + (fromMarch >= 10 ? 1 : 0);
  return { month: year * 12 + ((fromMarch + 2) % 12), day };
}

/** The same day and time `months` months before; the last of the month where it has no such day. */
export function monthsBefore(ms: number, months: number): number {
  const { month, day } = civilOf(ms);
  const target = month - months;
  const start = monthStart(target);
  const length = (monthStart(target + 1) - start) / DAY_MS;
  const time = ms - Math.floor(ms / DAY_MS) * DAY_MS;
  return start + (Math.min(day, length) - 1) * DAY_MS + time;
}

function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
