import { err, ok, type Result } from '#kernel';
import { Reader } from './expression-reader.js';
import { TRUTH } from './magnitudes.js';
import { tokensOf } from './tokens.js';
import type { Names, Value } from './inputs.js';

/** A checked expression: its type, the texts that it holds, in order, and the names that it reads. */
export interface Checked {
  readonly value: Value;
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
}

/**
 * Checks an expression of the part of GoRules' language that policies may use: comparisons,
 * arithmetic, `and`, `or`, `not`, `in`, `? :`, and a few functions of named bounds. No loop, no
 * date, no chance, no pattern: its cost grows with its length alone and its answer with nothing but
 * its inputs.
 *
 * @source docs/adr/0028-policies-beside-the-score.md
 */
export function checkExpression(text: string, names: Names): Result<Checked, string> {
  return check(text, names, (reader) => reader.expression());
}

/** Checks a cell of a table's input column: tests of the column's value, or a condition with `$`. */
export function checkCell(text: string, names: Names): Result<Checked, string> {
  if (text.trim() === '') return ok({ value: TRUTH, texts: [], numbers: [] });
  if (names.self === undefined || text.includes('$'))
    return conditionOf(checkExpression(text, names));
  return check(text, names, (reader) => reader.tests());
}

/** A condition must be true or false. */
export function conditionOf(checked: Result<Checked, string>): Result<Checked, string> {
  if (!checked.ok || checked.value.value.type === 'boolean') return checked;
  return err('must be a condition, that is true or false');
}

function check(
  text: string,
  names: Names,
  read: (reader: Reader) => Value,
): Result<Checked, string> {
  const tokens = tokensOf(text);
  if (!tokens.ok) return tokens;
  const reader = new Reader(tokens.value, names);
  const value = read(reader);
  reader.end();
  return reader.fault === undefined
    ? ok({ value, texts: reader.texts, numbers: reader.numbers })
    : err(reader.fault);
}
