import { placeOf, type CompiledTrees } from './compile-trees.js';
import { MISSING } from './tree-model.js';

/** Rows to run a model on; one row is a batch of one. */
export interface TreeRows {
  readonly rows: number;
  /** [rows × width] in the order that `layout` names; NaN = missing; a category is its code. */
  readonly features: Float64Array;
  readonly layout: 'rows' | 'columns';
}

/** LightGBM's zero: |value| up to this float constant. */
const ZERO = Math.fround(1e-35);
/** XGBoost's codes are below this. */
const CODE_END = 16_777_216;
/** A cell that is in no set. */
const NO_CODE = -1;
/** A cell that is in every set, and equal to all: what a default direction sends left. */
export const EVERY_CODE = 2 ** 30;

/** Fills `trees.cells` for rows [first, last), at most BLOCK of them: [row × slot]. */
export function fillCells(
  trees: CompiledTrees,
  batch: TreeRows,
  first: number,
  last: number,
): void {
  const { slotFeature, slotRule, width, precision } = trees;
  const { features, layout, rows } = batch;
  const single = precision === 'float32';
  const stride = layout === 'rows' ? width : 1;
  const slots = slotFeature.length;
  for (let slot = 0; slot < slots; slot++) {
    const from = layout === 'rows' ? slotFeature[slot] : slotFeature[slot] * rows;
    const rule = slotRule[slot];
    let at = slot;
    for (let row = first; row < last; row++) {
      const given = features[from + row * stride];
      const value = single ? Math.fround(given) : given;
      trees.cells[at] = ofCodes(rule) ? codeOf(rule, value) : cellOf(trees, slot, value);
      at += slots;
    }
  }
}

/** -Infinity goes left at every threshold, NaN right: so a default direction is a value. */
function cellOf(trees: CompiledTrees, slot: number, value: number): number {
  const { slotRule, cutStart, cuts } = trees;
  if (slotRule[slot] === MISSING.nanEqual && value !== value) return EVERY_CODE;
  const first = cutStart[slot];
  const asked = standIn(slotRule[slot], value);
  return placeOf(cuts, first, cutStart[slot + 1], asked) - first;
}

function standIn(rule: number, value: number): number {
  if (rule === MISSING.zeroLeft || rule === MISSING.zeroRight) {
    if (value > ZERO || value < -ZERO) return value;
    return rule === MISSING.zeroLeft ? -Infinity : NaN;
  }
  if (value === value) return value;
  if (rule === MISSING.asZero) return 0;
  return rule === MISSING.nanLeft ? -Infinity : NaN;
}

/** Whether a rule takes a value for a category's code, not for a number. */
const ofCodes = (rule: number): boolean =>
  rule >= MISSING.truncatedCode && rule <= MISSING.codeNanRight;

function codeOf(rule: number, value: number): number {
  if (value !== value) return rule === MISSING.codeNanLeft ? EVERY_CODE : NO_CODE;
  if (rule === MISSING.truncatedCode)
    return value > -1 && value < EVERY_CODE ? Math.trunc(value) : NO_CODE;
  return value >= 0 && value < CODE_END ? Math.trunc(value) : NO_CODE;
}
