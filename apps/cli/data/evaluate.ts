import { instalmentsFromDelays } from '#score-engine';
import { DataFault } from './data-fault.js';
import { type Expression, isExpression, type Template } from './template.js';

/** A row of a public file. */
export interface FileRow {
  /** The place in the file, from 1; the header is row 0. */
  readonly row: number;
  readonly textOf: (column: string) => string;
  readonly asOf: Date;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Fills a template from a row. */
export function evaluate(template: Template, row: FileRow): unknown {
  if (typeof template !== 'object' || template === null) return template;
  if (isExpression(template)) return evaluateExpression(template, row);
  if (Array.isArray(template)) return template.map((item: Template) => evaluate(item, row));
  return Object.fromEntries(
    Object.entries(template).map(([member, inner]) => [member, evaluate(inner, row)]),
  );
}

function evaluateExpression(expression: Expression, row: FileRow): unknown {
  if ('$number' in expression) return numberOf(expression, row);
  if ('$map' in expression) return mapped(expression, row);
  if ('$months_before' in expression) {
    const months = numberOf(expression.months, row);
    return months === null ? null : monthsBefore(expression.$months_before, months);
  }
  const { $delays, none, times } = expression;
  const months = $delays.map(({ status, paid }) => {
    const monthsLate = numberIn(row, status);
    return {
      monthsLate: monthsLate === none ? null : monthsLate,
      paidMinor: Math.round(numberIn(row, paid) * times),
    };
  });
  return instalmentsFromDelays(months, row.asOf);
}

function numberOf(
  { $number, times = 1, plus = 0, missing = [] }: Extract<Expression, { $number: string }>,
  row: FileRow,
): number | null {
  if (missing.includes(row.textOf($number))) return null;
  return Math.round(numberIn(row, $number) * times + plus);
}

function numberIn(row: FileRow, column: string): number {
  const text = row.textOf(column).trim();
  if (!NUMBER.test(text)) throw new DataFault(`row ${row.row}, column ${column}: must be a number`);
  return Number(text);
}

function mapped(
  { $map, to, otherwise }: Extract<Expression, { $map: string }>,
  row: FileRow,
): unknown {
  const text = row.textOf($map);
  if (Object.hasOwn(to, text)) return to[text];
  if (otherwise !== undefined) return otherwise;
  const known = Object.keys(to).join(', ');
  throw new DataFault(`row ${row.row}, column ${$map}: must be one of ${known}`);
}

/** The last day of the month where it has no such day. */
function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const length = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  const found = new Date(Date.UTC(year, month - 1 - months, Math.min(date, length)));
  return found.toISOString().slice(0, 10);
}
