import type { z } from 'zod';

/** The rules of a row, as codes. */
export type RowRule =
  | 'no-rows'
  | 'not-utf8'
  | 'not-csv'
  | 'not-json'
  | 'row-too-long'
  | 'ragged-row'
  | 'missing-column'
  | 'unknown-column'
  | 'duplicate-column'
  | 'missing-field'
  | 'unknown-field'
  | 'wrong-type'
  | 'out-of-range'
  | 'too-long'
  | 'bad-format'
  | 'bad-text'
  | 'not-allowed'
  | 'not-in-time-order'
  | 'unknown-cluster'
  | 'other-kind'
  | 'duplicate-row'
  | 'too-many-rows';

/** What is wrong with a row: where, which rule, and what would be right; never a value of it. */
export interface Fault {
  readonly column: string;
  readonly rule: RowRule;
  readonly detail: string;
}

/** The refusal of a whole import for its first faulty row. */
export interface RowRefusal extends Fault {
  readonly code: 'import-row-refused';
  /** The place in the file, from 1; a header is row 0. */
  readonly row: number;
}

/** A fault at its row. */
export const refusedAt = (row: number, fault: Fault): RowRefusal => ({
  code: 'import-row-refused',
  row,
  ...fault,
});

/** What a name of the caller's may look like to be repeated: a header may be anything, a row even. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** The name as given, where it looks like one; else a question mark. */
export const safeName = (name: string): string => (NAME.test(name) ? name : '?');

const RULE_OF_ISSUE: Partial<Record<z.core.$ZodIssue['code'], RowRule>> = {
  invalid_type: 'wrong-type',
  too_big: 'out-of-range',
  too_small: 'out-of-range',
  invalid_format: 'bad-format',
  invalid_value: 'not-allowed',
};

/** The first fault of a schema's error; `at` is the column that the value stands in. */
export function faultOf(error: z.ZodError, value: unknown, at = ''): Fault {
  const issue = error.issues[0];
  if (!issue) return { column: at, rule: 'wrong-type', detail: 'not readable' };
  const path = [...(at === '' ? [] : [at]), ...issue.path.map(segment)];
  if (issue.code === 'unrecognized_keys') {
    const column = [...path, safeName(issue.keys[0] ?? '')].join('.');
    return { column, rule: 'unknown-field', detail: 'there is no such member' };
  }
  const column = path.join('.');
  if (valueAt(value, issue.path) === undefined)
    return { column, rule: 'missing-field', detail: 'must be given' };
  return { column, rule: ruleOf(issue), detail: issue.message };
}

function ruleOf(issue: z.core.$ZodIssue): RowRule {
  if (issue.code === 'custom') {
    const rule: unknown = issue.params?.['rule'];
    return typeof rule === 'string' ? (rule as RowRule) : 'bad-format';
  }
  if (issue.code === 'too_big' && issue.origin !== 'number' && issue.origin !== 'int')
    return 'too-long';
  return RULE_OF_ISSUE[issue.code] ?? 'bad-format';
}

const segment = (part: PropertyKey): string =>
  typeof part === 'number' ? String(part) : safeName(String(part));

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found: unknown = value;
  for (const part of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<PropertyKey, unknown>)[part];
  }
  return found;
}
