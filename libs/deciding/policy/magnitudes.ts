import type { Value } from './inputs.js';

/**
 * No sum, difference or product may come near this: at about 7.9e28 the engine's own arithmetic
 * breaks its thread off in place of giving an error.
 */
const MAGNITUDE_MAX = 1e24;

/** True or false. */
export const TRUTH: Value = { type: 'boolean', most: 0, least: 0 };
/** Of what a fault was found in. */
export const UNKNOWN: Value = { type: 'any', most: 0, least: 0 };

/** A number as it is written. */
export const literal = (value: number): Value => ({ type: 'number', most: value, least: value });

/** A number that is 0 or any up to a bound. */
const upTo = (most: number): Value => ({ type: 'number', most, least: 0 });

/** One of two values, not known which. */
export const either = (one: Value, other: Value): Value => ({
  type: one.type === other.type ? one.type : 'any',
  most: Math.max(one.most, other.most),
  least: Math.min(one.least, other.least),
});

/** The value of two numbers with a sign between; undefined when it might be too large. */
export function reckoned(one: Value, sign: string, other: Value): Value | undefined {
  // A quotient that is too large is null to the engine; it must then not be reckoned with.
  if (sign === '/') return upTo(other.least === 0 ? Infinity : one.most / other.least);
  const most = sign === '*' ? one.most * other.most : one.most + other.most;
  return most <= MAGNITUDE_MAX ? upTo(most) : undefined;
}

/** A value rounded to a whole number. */
export const rounded = ({ most }: Value): Value => upTo(most + 1);
