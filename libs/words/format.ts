import type { Locale } from './locale.js';

/** The tag whose customs of writing dates and numbers a language follows here. */
const CUSTOMS: Readonly<Record<Locale, string>> = { en: 'en-GB', 'zh-CN': 'zh-CN' };

/** A whole or decimal number, grouped. */
export const formatNumber = (locale: Locale, value: number): string =>
  new Intl.NumberFormat(CUSTOMS[locale]).format(value);

/** A number with its sign: +5, -12; 0 has none. */
export const formatSigned = (locale: Locale, value: number): string =>
  new Intl.NumberFormat(CUSTOMS[locale], { signDisplay: 'exceptZero' }).format(value);

/** A calendar date in a time zone, in full: 24 December 2026. */
export const formatDate = (locale: Locale, at: Date, zone: string): string =>
  new Intl.DateTimeFormat(CUSTOMS[locale], { dateStyle: 'long', timeZone: zone }).format(at);

/** A calendar date in a time zone, short: 24 Dec 2026. */
export const formatShortDate = (locale: Locale, at: Date, zone: string): string =>
  new Intl.DateTimeFormat(CUSTOMS[locale], { dateStyle: 'medium', timeZone: zone }).format(at);

/** An instant to the minute in a time zone, which is named: 24 November 2026, 10:00 UTC. */
export function formatInstant(locale: Locale, at: Date, zone: string): string {
  const date = formatDate(locale, at, zone);
  const time = formatTime(locale, at, zone);
  const name = zoneName(locale, at, zone);
  return locale === 'en' ? `${date}, ${time} ${name}` : `${date} ${time}（${name}）`;
}

function zoneName(locale: Locale, at: Date, zone: string): string {
  const options = { timeZone: zone, timeZoneName: 'short' } as const;
  const parts = new Intl.DateTimeFormat(CUSTOMS[locale], options).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

/** A time of day to the minute in a time zone: 10:00. */
export const formatTime = (locale: Locale, at: Date, zone: string): string =>
  new Intl.DateTimeFormat(CUSTOMS[locale], {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(at);

/** An amount of money, from its minor units: 1234 and EUR give €12.34. */
export function formatMoney(locale: Locale, minor: bigint, currency: string): string {
  const format = new Intl.NumberFormat(CUSTOMS[locale], { style: 'currency', currency });
  const { maximumFractionDigits: digits = 0 } = format.resolvedOptions();
  return format.format(`${minor}E-${digits}` as Intl.StringNumericLiteral);
}

/** A probability in [0, 1] as a percentage to a tenth. */
export const formatPercent = (locale: Locale, share: number): string =>
  new Intl.NumberFormat(CUSTOMS[locale], {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(share);

/** A length of time in whole units, with the unit's own plural: 1 day, 31 days. */
export const formatSpan = (
  locale: Locale,
  count: number,
  unit: 'second' | 'minute' | 'day' | 'month',
): string =>
  new Intl.NumberFormat(CUSTOMS[locale], { style: 'unit', unit, unitDisplay: 'long' }).format(
    count,
  );

/** Things named one after another: orders, repayments and balances. */
export const formatList = (locale: Locale, items: readonly string[]): string =>
  new Intl.ListFormat(CUSTOMS[locale], { type: 'conjunction' }).format(items);
