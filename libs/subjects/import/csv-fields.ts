import { err, ok, type Result } from '#kernel';
import type { SubjectKind } from '#score-engine';
import { type Fault, safeName } from './fault.js';
import { checkRow, type ImportRow } from './row.js';

/** The columns that a CSV may have; `data` holds the document as JSON. */
const COLUMNS = [
  'reference',
  'email',
  'basis',
  'basis_purpose',
  'basis_notice',
  'basis_from',
  'basis_until',
  'cluster',
  'data',
] as const;

/** A column of a CSV. */
export type Column = (typeof COLUMNS)[number];

const NEEDED: readonly Column[] = ['reference', 'cluster', 'data'];

/** The columns that a header names: those needed, no unknown one, none twice. */
export function checkHeader(names: readonly string[]): Result<readonly Column[], Fault> {
  const columns: Column[] = [];
  for (const [at, name] of names.entries()) {
    const column = COLUMNS.find((known) => known === name);
    const given = safeName(name) === '?' ? `column ${at + 1}` : name;
    if (!column)
      return err({
        column: given,
        rule: 'unknown-column',
        detail: `the columns are ${COLUMNS.join(', ')}`,
      });
    if (columns.includes(column))
      return err({ column, rule: 'duplicate-column', detail: 'a column is named once' });
    columns.push(column);
  }
  const missing = NEEDED.find((column) => !columns.includes(column));
  if (missing !== undefined)
    return err({ column: missing, rule: 'missing-column', detail: 'the header must name it' });
  return ok(columns);
}

/** Checks the fields of a record; an empty field counts as not given. */
export function checkFields(
  kind: SubjectKind,
  row: number,
  columns: readonly Column[],
  fields: readonly string[],
): Result<ImportRow, Fault> {
  if (fields.length !== columns.length)
    return err({
      column: '',
      rule: 'ragged-row',
      detail: `a row has as many fields as the header, ${columns.length}`,
    });
  const given: Partial<Record<Column, string>> = {};
  for (const [at, column] of columns.entries())
    if (fields[at] !== '' && fields[at] !== undefined) given[column] = fields[at];
  const data = parseJson(given.data);
  if (!data.ok) return data;
  const { reference, email, cluster } = given;
  const value = { reference, email, basis: basisIn(given), cluster, data: data.value };
  const checked = checkRow(kind, row, value);
  return checked.ok ? checked : err({ ...checked.error, column: columnOf(checked.error.column) });
}

function parseJson(text: string | undefined): Result<unknown, Fault> {
  try {
    return ok(text === undefined ? undefined : JSON.parse(text));
  } catch {
    return err({ column: 'data', rule: 'not-json', detail: 'must be one JSON object' });
  }
}

function basisIn(given: Partial<Record<Column, string>>): unknown {
  const { basis, basis_purpose: purpose, basis_notice: notice } = given;
  const { basis_from: from, basis_until: until } = given;
  const any = [basis, purpose, notice, from, until].some((text) => text !== undefined);
  return any ? { basis, purpose, notice, from, until } : undefined;
}

const columnOf = (path: string): string =>
  path === 'basis.basis' ? 'basis' : path.replace(/^basis\./, 'basis_');
