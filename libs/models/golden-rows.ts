import { err, ok, type Result } from '#kernel';
import { checkGolden, type CompiledTrees } from '#score-engine';

/** The most golden rows that are looked at. */
export const GOLDEN_ROWS_MAX = 10_000;

/** Rows with what the lender's tool answers, in the order of its file's columns; null = missing. */
export interface GivenGoldenRows {
  readonly of: 'margin' | 'output';
  readonly rows: readonly (readonly (number | null)[])[];
  readonly expected: readonly number[];
}

/** Why golden rows do not vouch for a model. */
export type GoldenRefusal =
  | { readonly code: 'golden-rows-unsound'; readonly path: string; readonly detail: string }
  | {
      readonly code: 'golden-row-missed';
      readonly path: string;
      readonly row: number;
      readonly expected: number;
      readonly answered: number;
    };

/** Holds a model to its golden rows, which are not kept; gives how many they were. */
export function holdToGolden(
  trees: CompiledTrees,
  golden: GivenGoldenRows | undefined,
): Result<number, GoldenRefusal> {
  if (!golden || golden.rows.length === 0)
    return err(unsound('golden_rows', 'a tree model comes with rows that it must reproduce'));
  const { rows, expected, of } = golden;
  if (rows.length > GOLDEN_ROWS_MAX)
    return err(unsound('golden_rows.rows', `at most ${String(GOLDEN_ROWS_MAX)} rows`));
  if (expected.length !== rows.length)
    return err(unsound('golden_rows.expected', 'one number for each row'));
  const odd = rows.findIndex((row) => row.length !== trees.width);
  if (odd >= 0)
    return err(
      unsound(`golden_rows.rows.${String(odd)}`, `a row has ${String(trees.width)} values`),
    );
  const checked = checkGolden(trees, {
    rows: rows.length,
    features: Float64Array.from(rows.flat(), (value) => value ?? Number.NaN),
    layout: 'rows',
    expected: Float64Array.from(expected),
    of,
  });
  if (checked.ok) return ok(checked.value);
  const { code, row, expected: wanted, answered } = checked.error;
  if (code === 'golden-rows-without-margin')
    return err(unsound('golden_rows.of', 'this format is held to margins'));
  return err({ code, path: `golden_rows.rows.${String(row)}`, row, expected: wanted, answered });
}

const unsound = (path: string, detail: string): GoldenRefusal => ({
  code: 'golden-rows-unsound',
  path,
  detail,
});
