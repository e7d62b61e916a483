import { err, invariant, ok, type Result } from '#kernel';
import { fillCells, type TreeRows } from './cells.js';
import { BLOCK, type CompiledTrees } from './compile-trees.js';
import { countMasks, interventionalGame } from './interventional.js';
import { tabulate, type LeafGame, type LeafTables } from './leaf-games.js';
import { leafPathsOf, type ExplainRefusal, type LeafPaths } from './leaf-paths.js';
import { BACKGROUND_MAX, BACKGROUND_STEPS_MAX, PATH_FEATURES_MAX } from './limits.js';
import { goesLeft } from './margins.js';
import { pathDependentGame } from './path-dependent.js';

/** An artefact fixes one method; contributions of two methods are not to be compared. */
export type ExplainMethod =
  | { readonly kind: 'path-dependent' }
  | { readonly kind: 'interventional'; readonly background: TreeRows };

/** A model ready to be explained, by one method. One call at a time. */
export interface Explainer {
  readonly trees: CompiledTrees;
  /** What every row begins with: the margin expected when nothing is known. */
  readonly expected: number;
  readonly paths: LeafPaths;
  readonly tables: LeafTables;
  readonly game: LeafGame;
  /** [features] of a linear booster: what is expected of weight · value. */
  readonly linearExpected: Float64Array;
}

/** Where explanations are written; may be longer than the batch. */
export interface Explanations {
  /** [rows × features], in units of the margin. */
  readonly contributions: Float64Array;
  /**
   * The margin in float64: `expected` and a row's contributions add up to it. The margin of a
   * float32 model differs from it by that model's own rounding.
   */
  readonly margin: Float64Array;
}

/** Prepares exact Shapley values; refused where the method lacks what it needs, or the room. */
export function compileExplainer(
  trees: CompiledTrees,
  method: ExplainMethod,
): Result<Explainer, ExplainRefusal> {
  const paths = leafPathsOf(trees);
  if (!paths.ok) return paths;
  return method.kind === 'interventional'
    ? againstBackground(trees, paths.value, method.background)
    : alongPaths(trees, paths.value);
}

function alongPaths(trees: CompiledTrees, paths: LeafPaths): Result<Explainer, ExplainRefusal> {
  const { forest } = trees.model;
  if (forest.leafCover === null)
    return err({ code: 'no-covers', message: 'the file does not say how much data passed' });
  const game = pathDependentGame(paths, forest.leaf);
  let expected = trees.base;
  for (let leaf = 0; leaf < forest.leaf.length; leaf++) {
    let part = forest.leaf[leaf];
    for (let i = paths.featureStart[leaf]; i < paths.featureStart[leaf + 1]; i++)
      part *= paths.share[i];
    expected += part;
  }
  const tables = tabulate(paths.featureStart, game);
  const linearExpected = new Float64Array(trees.width);
  return ok({ trees, expected, paths, tables, game, linearExpected });
}

function againstBackground(
  trees: CompiledTrees,
  paths: LeafPaths,
  background: TreeRows,
): Result<Explainer, ExplainRefusal> {
  const { rows } = background;
  const { leaf: leaves } = trees.model.forest;
  if (!(rows >= 1 && rows <= BACKGROUND_MAX))
    return err({ code: 'background-too-large', message: `1 to ${BACKGROUND_MAX} rows` });
  if (rows * paths.cutLeaf.length > BACKGROUND_STEPS_MAX)
    return err({ code: 'background-too-large', message: 'too many rows for so many paths' });
  const byLeaf = Array.from(leaves, () => new Map<number, number>());
  let expected = trees.base;
  eachTree(trees, paths, background, (_row, first, masks) => {
    for (let i = 0; i < masks.length; i++) {
      const counts = byLeaf[first + i];
      counts.set(masks[i], (counts.get(masks[i]) ?? 0) + 1);
      if (masks[i] === paths.full[first + i]) expected += leaves[first + i] / rows;
    }
  });
  const linearExpected = new Float64Array(trees.width);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < trees.width; column++)
      linearExpected[column] += linearPart(trees, background, row, column) / rows;
  expected = linearExpected.reduce((a, b) => a + b, expected);
  const game = interventionalGame(paths, countMasks(byLeaf, rows), leaves);
  const tables = tabulate(paths.featureStart, game);
  return ok({ trees, expected, paths, tables, game, linearExpected });
}

/** Explains a batch. One row alone is bit-equal to the same row in bulk, in any layout. */
export function explainRows(explainer: Explainer, batch: TreeRows, out: Explanations): void {
  const { trees, paths, tables, game, linearExpected } = explainer;
  const { width } = trees;
  const { contributions, margin } = out;
  invariant(batch.features.length >= batch.rows * width, 'every row has all its features');
  invariant(contributions.length >= batch.rows * width, 'every row has room for its parts');
  invariant(margin.length >= batch.rows, 'every row has room for its margin');
  margin.fill(trees.base, 0, batch.rows);
  contributions.fill(0, 0, batch.rows * width);
  const { leaf: value } = trees.model.forest;
  const { featureStart, feature } = paths;
  const parts = new Float64Array(PATH_FEATURES_MAX + 1);
  if (trees.linear !== null)
    for (let row = 0; row < batch.rows; row++)
      for (let column = 0; column < width; column++) {
        const part = linearPart(trees, batch, row, column);
        margin[row] += part;
        contributions[row * width + column] = part - linearExpected[column];
      }
  eachTree(trees, paths, batch, (row, firstLeaf, masks) => {
    for (let i = 0; i < masks.length; i++) {
      const leaf = firstLeaf + i;
      const mask = masks[i];
      if (mask === paths.full[leaf]) margin[row] += value[leaf];
      const first = featureStart[leaf];
      const count = featureStart[leaf + 1] - first;
      const start = tables.start[leaf];
      if (start < 0) game(leaf, mask, parts);
      const from = start < 0 ? parts : tables.values;
      const at = start < 0 ? 0 : start + mask * count;
      for (let k = 0; k < count; k++)
        contributions[row * width + feature[first + k]] += from[at + k];
    }
  });
}

/** Tree by tree within a block of rows, so that a tree's tables stay near. */
function eachTree(
  trees: CompiledTrees,
  paths: LeafPaths,
  batch: TreeRows,
  use: (row: number, firstLeaf: number, masks: Int32Array) => void,
): void {
  const { splitStart } = trees.model.forest;
  const slots = trees.slotFeature.length;
  for (let first = 0; first < batch.rows; first += BLOCK) {
    const last = Math.min(batch.rows, first + BLOCK);
    fillCells(trees, batch, first, last);
    for (let tree = 0; tree < trees.root.length; tree++) {
      const split = splitStart[tree];
      const range = { first: split, last: splitStart[tree + 1] };
      const full = paths.full.subarray(split + tree, range.last + tree + 1);
      const masks = new Int32Array(full.length);
      for (let row = first; row < last; row++) {
        masks.set(full);
        cutMasks(trees, paths, range, { from: (row - first) * slots, masks });
        use(row, split + tree, masks);
      }
    }
  }
}

/** Cuts a row's masks at each split of a tree, on the side that the row does not take. */
function cutMasks(
  trees: CompiledTrees,
  { cutStart, cutLeaf, cutKeep }: LeafPaths,
  { first, last }: { readonly first: number; readonly last: number },
  { from, masks }: { readonly from: number; readonly masks: Int32Array },
): void {
  const { cells, nodes } = trees;
  for (let split = first; split < last; split++) {
    const left = goesLeft(trees, split, cells[from + nodes[4 * split]]);
    const side = 2 * split + (left ? 1 : 0);
    for (let i = cutStart[side]; i < cutStart[side + 1]; i++) masks[cutLeaf[i]] &= cutKeep[i];
  }
}

function linearPart(
  { linear, width, precision }: CompiledTrees,
  { features, layout, rows }: TreeRows,
  row: number,
  column: number,
): number {
  if (linear === null) return 0;
  const given = features[layout === 'rows' ? row * width + column : column * rows + row];
  const value = precision === 'float32' ? Math.fround(given) : given;
  return value === value ? value * linear[column] : 0;
}
