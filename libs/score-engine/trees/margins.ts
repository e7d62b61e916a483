import { invariant } from '#kernel';
import { EVERY_CODE, fillCells, type TreeRows } from './cells.js';
import { BLOCK, type CompiledTrees } from './compile-trees.js';
import { SPLIT } from './tree-model.js';

/**
 * The margin of each row, as the source library sums it: base, then tree after tree, in its own
 * precision. One row alone is bit-equal to the same row in bulk, in any layout.
 *
 * @param out may be longer than the batch
 */
export function marginsOf(trees: CompiledTrees, batch: TreeRows, out: Float64Array): void {
  invariant(batch.features.length >= batch.rows * trees.width, 'every row has all its features');
  invariant(out.length >= batch.rows, 'every row has room for its margin');
  for (let first = 0; first < batch.rows; first += BLOCK) {
    const last = Math.min(batch.rows, first + BLOCK);
    out.fill(trees.base, first, last);
    if (trees.linear !== null) addLinear(trees, batch, out, { first, last });
    fillCells(trees, batch, first, last);
    for (let tree = 0; tree < trees.root.length; tree++) {
      if (trees.plain[tree] === 1) addPlainTree(trees, tree, out, { first, last });
      else addTree(trees, tree, out, { first, last });
    }
  }
}

interface Range {
  readonly first: number;
  readonly last: number;
}

/** Splits of one kind: the sign of a difference of two small integers chooses the child. */
function addPlainTree(trees: CompiledTrees, tree: number, out: Float64Array, range: Range): void {
  const { nodes, cells, leaf, precision } = trees;
  const { first, last } = range;
  const single = precision === 'float32';
  const slots = trees.slotFeature.length;
  const root = trees.root[tree];
  let from = 0;
  for (let row = first; row < last; row++) {
    let node = root;
    while (node >= 0) {
      const at = node << 2;
      node = nodes[at + 2 + ((nodes[at + 1] - cells[from + nodes[at]]) >>> 31)];
    }
    const sum = out[row] + leaf[~node];
    out[row] = single ? Math.fround(sum) : sum;
    from += slots;
  }
}

function addTree(trees: CompiledTrees, tree: number, out: Float64Array, range: Range): void {
  const { leaf, precision, root } = trees;
  const slots = trees.slotFeature.length;
  for (let row = range.first; row < range.last; row++) {
    let node = root[tree];
    while (node >= 0) node = stepFrom(trees, node, (row - range.first) * slots);
    const sum = out[row] + leaf[~node];
    out[row] = precision === 'float32' ? Math.fround(sum) : sum;
  }
}

/** The child that a split of any kind sends the row to whose cells begin at `from`. */
export function stepFrom(trees: CompiledTrees, node: number, from: number): number {
  const { nodes, cells } = trees;
  const at = node << 2;
  return nodes[at + (goesLeft(trees, node, cells[from + nodes[at]]) ? 2 : 3)];
}

/** Whether a cell goes left at a split of any kind. */
export function goesLeft(trees: CompiledTrees, node: number, cell: number): boolean {
  const { kind, nodes, setStart, setEnd, words } = trees;
  if (kind[node] === SPLIT.atMost) return cell <= nodes[4 * node + 1];
  if (kind[node] === SPLIT.equals) return cell === nodes[4 * node + 1];
  if (cell === EVERY_CODE) return true;
  const word = setStart[node] + (cell >>> 5);
  return cell >= 0 && word < setEnd[node] && ((words[word] >>> (cell & 31)) & 1) === 1;
}

/** A linear booster: what is missing adds nothing. */
function addLinear(
  { linear, width, precision }: CompiledTrees,
  { features, layout, rows }: TreeRows,
  out: Float64Array,
  { first, last }: Range,
): void {
  if (linear === null) return;
  const round = precision === 'float32' ? Math.fround : (value: number) => value;
  for (let row = first; row < last; row++)
    for (let column = 0; column < width; column++) {
      const value = features[layout === 'rows' ? row * width + column : column * rows + row];
      if (value === value) out[row] = round(out[row] + round(round(value) * linear[column]));
    }
}
