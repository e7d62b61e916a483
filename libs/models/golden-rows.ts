import { err, ok, type Result } from '#kernel';
import {
  checkGolden,
  type CompiledTrees,
  type FeatureDefinition,
  outputOf,
  type Scorer,
} from '#score-engine';

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

/** Additive models in JSON give their sums no order, and their tools take several. */
const ADDITIVE_TOLERANCE = 1e-9;

/** Holds trees to their golden rows, which are not kept; gives how many they were. */
export function holdToGolden(
  trees: CompiledTrees,
  golden: GivenGoldenRows | undefined,
): Result<number, GoldenRefusal> {
  if (!golden || golden.rows.length === 0)
    return err(unsound('golden_rows', 'a tree model comes with rows that it must reproduce'));
  const shape = faultOfShape(golden, trees.width);
  if (shape) return err(shape);
  const { rows, expected, of } = golden;
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
  return err(missed(code, row, { wanted, answered }));
}

/** An additive model as golden rows ask it: before its calibration. */
export interface Additive {
  readonly scorer: Scorer;
  /** In the order of a golden row's values. */
  readonly features: readonly FeatureDefinition[];
  /** The set that the scorer's rows are packed by. */
  readonly featureSet: readonly FeatureDefinition[];
}

/**
 * Holds a scorecard or a logistic regression to golden rows, where some are given: the logit
 * (`margin`) or the probability (`output`) before calibration, within 1e-9.
 */
export function holdAdditive(
  { scorer, features, featureSet }: Additive,
  golden: GivenGoldenRows | undefined,
): Result<number, GoldenRefusal> {
  if (!golden) return ok(0);
  const shape = faultOfShape(golden, features.length);
  if (shape) return err(shape);
  const { rows, expected, of } = golden;
  const columns = features.map(({ name }) => featureSet.findIndex((one) => one.name === name));
  const packed = new Float64Array(rows.length * scorer.width).fill(Number.NaN);
  rows.forEach((row, r) => {
    row.forEach((value, c) => {
      packed[r * scorer.width + (columns[c] ?? 0)] = value ?? Number.NaN;
    });
  });
  const logit = new Float64Array(rows.length);
  const batch = { rows: rows.length, features: packed, layout: 'rows', withheld: null } as const;
  scorer.score(batch, { logit, reasons: null, contributions: null });
  const answers = of === 'margin' ? logit : logit.map((x) => outputOf(SIGMOID, x));
  // Written so that NaN, or a row without an answer, is a miss.
  const row = expected.findIndex(
    (wanted, r) => !(Math.abs(answers[r] - wanted) <= ADDITIVE_TOLERANCE),
  );
  if (row < 0) return ok(rows.length);
  const told = { wanted: expected[row] ?? Number.NaN, answered: answers[row] };
  return err(missed('golden-row-missed', row, told));
}

const SIGMOID = { kind: 'sigmoid', slope: 1, divisor: 1 } as const;

function faultOfShape(
  { rows, expected }: GivenGoldenRows,
  width: number,
): GoldenRefusal | undefined {
  if (rows.length > GOLDEN_ROWS_MAX)
    return unsound('golden_rows.rows', `at most ${String(GOLDEN_ROWS_MAX)} rows`);
  if (expected.length !== rows.length)
    return unsound('golden_rows.expected', 'one number for each row');
  const odd = rows.findIndex((row) => row.length !== width);
  return odd < 0
    ? undefined
    : unsound(`golden_rows.rows.${String(odd)}`, `a row has ${String(width)} values`);
}

function missed(
  code: 'golden-row-missed',
  row: number,
  { wanted, answered }: { readonly wanted: number; readonly answered: number },
): GoldenRefusal {
  return { code, path: `golden_rows.rows.${String(row)}`, row, expected: wanted, answered };
}

const unsound = (path: string, detail: string): GoldenRefusal => ({
  code: 'golden-rows-unsound',
  path,
  detail,
});
