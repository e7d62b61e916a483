import { malformed } from './refusal.js';

/** Names the offending place; asked only when there is one. */
export type Place = () => string;

/** No printed number is longer; on a long text the pattern would try every cut. */
const DIGITS_MAX = 64;
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const WHOLE = /^-?\d{1,10}$/;

/** A finite number as C++ prints it. */
export function decimal(text: string, path: Place): number {
  const value = text.length <= DIGITS_MAX && DECIMAL.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(value)) throw malformed(path(), `not a number: ${shown(text)}`);
  return value;
}

/** A number, or the infinities as C++ prints them (`Number` reads neither). */
export function decimalOrInfinite(text: string, path: Place): number {
  if (text === 'inf') return Infinity;
  if (text === '-inf') return -Infinity;
  return decimal(text, path);
}

/** A whole number within [min, max]. */
export function whole(text: string, path: Place, [min, max]: readonly [number, number]): number {
  const value = WHOLE.test(text) ? Number(text) : NaN;
  if (!(value >= min && value <= max))
    throw malformed(path(), `not a whole number of ${min} to ${max}: ${shown(text)}`);
  return value;
}

/** A file's own words, cut: a refusal is a line, whatever the file holds. */
export const shown = (text: string): string =>
  JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
