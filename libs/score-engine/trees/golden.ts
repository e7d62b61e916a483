import { err, ok, type Result } from '#kernel';
import type { TreeRows } from './cells.js';
import type { CompiledTrees } from './compile-trees.js';
import { outputOf } from './link.js';
import { marginsOf } from './margins.js';

/** ONNX gives its sums no order, and its runtime takes several. */
const ONNX_TOLERANCE = 1e-5;

/** Rows with what the lender's own tool answers. They stand outside a model's hash. */
export interface GoldenRows extends TreeRows {
  /** [rows]: the margin (`raw_score=True`, `output_margin=True`), or with `of` what ONNX gives. */
  readonly expected: Float64Array;
  /** `output` for an ONNX classifier, whose runtime does not tell its margin. */
  readonly of: 'margin' | 'output';
}

/** The first golden row that a model misses. */
export interface GoldenMiss {
  readonly code: 'golden-row-missed' | 'golden-rows-without-margin';
  readonly row: number;
  readonly expected: number;
  readonly answered: number;
}

/**
 * Whether a model gives the numbers of the tool that made it: LightGBM's margins to the bit,
 * XGBoost's to the bit of a float (in whatever digits they were written), ONNX within 1e-5.
 */
export function checkGolden(trees: CompiledTrees, golden: GoldenRows): Result<number, GoldenMiss> {
  const { rows, expected, of } = golden;
  const { source } = trees.model;
  const answers = new Float64Array(rows);
  marginsOf(trees, golden, answers);
  if (of === 'output' && source !== 'onnx') {
    const first = { row: 0, expected: expected[0] ?? NaN, answered: answers[0] ?? NaN };
    return err({ code: 'golden-rows-without-margin', ...first });
  }
  for (let row = 0; row < rows; row++) {
    const answered = of === 'output' ? outputOf(trees.link, answers[row]) : answers[row];
    if (!meets(source, expected[row], answered))
      return err({ code: 'golden-row-missed', row, expected: expected[row] ?? NaN, answered });
  }
  return ok(rows);
}

/** Written so that NaN, or a row without an answer, is a miss. */
function meets(source: string, expected: number, answered: number): boolean {
  if (source === 'lightgbm') return Object.is(answered, expected);
  if (source === 'xgboost') return Object.is(answered, Math.fround(expected));
  return Math.abs(answered - expected) <= ONNX_TOLERANCE;
}
