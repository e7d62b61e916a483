// Taken once: in a realm of its own, as tests have, each look at a global is slow.
const { floor, min } = Math;

/** Mean length of a month in days. */
export const DAYS_A_MONTH = 30.4375;
const MS_A_DAY = 86_400_000;
const MINUTES_A_DAY = 1440;

/**
 * Days and months about the observation time t = 0, the first instant of month 1. Months are
 * numbered from it (0 is the month before), days from 1970-01-01; all in UTC.
 */
export interface Calendar {
  /** First day of a month. */
  firstDay(month: number): number;
  /** The month that holds a day. */
  monthOf(day: number): number;
  /** The day so many months later, the last of its month where that is shorter. */
  monthsAfter(day: number, months: number): number;
  /** 0 for January to 11. */
  monthOfYear(month: number): number;
  yearOf(day: number): number;
  /** `YYYY-MM-DD` */
  dateText(day: number): string;
  /** `YYYY-MM` */
  monthText(month: number): string;
  /** ISO 8601 */
  instantText(day: number, minute: number): string;
}

/** @param origin absolute month (year x 12 + month) that begins with t = 0 */
export function createCalendar(origin: number): Calendar {
  const dates = new Map<number, string>();
  const firstDays = new Map<number, number>();
  const firstDay = (month: number): number => {
    let day = firstDays.get(month);
    if (day === undefined) firstDays.set(month, (day = dayOfMonthStart(origin + month - 1)));
    return day;
  };
  const monthOf = (day: number): number => {
    let month = floor((day - firstDay(1)) / DAYS_A_MONTH) + 1;
    while (firstDay(month + 1) <= day) month += 1;
    while (firstDay(month) > day) month -= 1;
    return month;
  };
  const dateText = (day: number): string => {
    let text = dates.get(day);
    if (text === undefined)
      dates.set(day, (text = new Date(day * MS_A_DAY).toISOString().slice(0, 10)));
    return text;
  };
  return {
    firstDay,
    monthOf,
    monthsAfter(day, months) {
      const month = monthOf(day);
      const target = month + months;
      const last = firstDay(target + 1) - 1;
      return min(firstDay(target) + day - firstDay(month), last);
    },
    monthOfYear: (month) => modulo(origin + month - 1, 12),
    yearOf: (day) => Number(dateText(day).slice(0, 4)),
    dateText,
    monthText: (month) => dateText(firstDay(month)).slice(0, 7),
    instantText: (day, minute) => `${dateText(day)}T${CLOCK_TEXTS[minute]}`,
  };
}

const CLOCK_TEXTS = Array.from({ length: MINUTES_A_DAY }, (_, minute) => {
  const hours = String(floor(minute / 60)).padStart(2, '0');
  return `${hours}:${String(minute % 60).padStart(2, '0')}:00Z`;
});

/** The absolute month of an instant that begins one; null for any other instant. */
export function monthStarting(instant: Date): number | null {
  const month = instant.getUTCFullYear() * 12 + instant.getUTCMonth();
  return dayOfMonthStart(month) * MS_A_DAY === instant.getTime() ? month : null;
}

function dayOfMonthStart(absoluteMonth: number): number {
  const year = floor(absoluteMonth / 12);
  return Date.UTC(year, absoluteMonth - year * 12, 1) / MS_A_DAY;
}

function modulo(x: number, n: number): number {
  return ((x % n) + n) % n;
}
