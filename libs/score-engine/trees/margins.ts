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
  const lanes = new Int32Array(2 * LANES);
  for (let first = 0; first < batch.rows; first += BLOCK) {
    const last = Math.min(batch.rows, first + BLOCK);
    out.fill(trees.base, first, last);
    if (trees.linear !== null) addLinear(trees, batch, out, { first, last });
    fillCells(trees, batch, first, last);
    const rest = first + Math.floor((last - first) / LANES) * LANES;
    for (let tree = 0; tree < trees.root.length; tree++) {
      if (trees.plain[tree] === 0) addTree(trees, tree, out, { first, last: rest });
      else addPlainTree(trees, tree, out, { first, last: rest, lanes });
    }
    for (let row = rest; row < last; row++) addRow(trees, out, row, { first, lanes });
  }
}

/** Walks at once: a processor waits for memory less when several go on side by side. */
const LANES = 4;

interface Range {
  readonly first: number;
  readonly last: number;
}

/** Lanes are rows; there are some multiple of LANES. */
function addPlainTree(
  trees: CompiledTrees,
  tree: number,
  out: Float64Array,
  { first, last, lanes }: Range & { readonly lanes: Int32Array },
): void {
  const single = trees.precision === 'float32';
  const slots = trees.slotFeature.length;
  const root = trees.root[tree];
  for (let row = first; row < last; row += LANES) {
    for (let lane = 0; lane < LANES; lane++) {
      lanes[lane] = root;
      lanes[LANES + lane] = (row + lane - first) * slots;
    }
    walk(trees, lanes);
    for (let lane = 0; lane < LANES; lane++) {
      const sum = out[row + lane] + trees.value[lanes[lane]];
      out[row + lane] = single ? Math.fround(sum) : sum;
    }
  }
}

/** Lanes are trees, where too few rows are left; added in the trees' order all the same. */
function addRow(
  trees: CompiledTrees,
  out: Float64Array,
  row: number,
  { first, lanes }: { readonly first: number; readonly lanes: Int32Array },
): void {
  const { root, plain, value } = trees;
  const single = trees.precision === 'float32';
  lanes.fill((row - first) * trees.slotFeature.length, LANES);
  let tree = 0;
  while (tree < root.length) {
    let ready = 0;
    for (; ready < LANES && plain[tree + ready] === 1; ready++) lanes[ready] = root[tree + ready];
    if (ready < LANES) {
      addTree(trees, tree++, out, { first: row, last: row + 1, from: lanes[LANES] });
      continue;
    }
    walk(trees, lanes);
    for (let lane = 0; lane < LANES; lane++) {
      const sum = out[row] + value[lanes[lane]];
      out[row] = single ? Math.fround(sum) : sum;
    }
    tree += LANES;
  }
}

/**
 * Takes each lane from its node to its leaf, at splits that are all `atMost`: the sign of a
 * difference of two small integers chooses the child, so no branch is guessed wrongly.
 *
 * @param lanes nodes, then where the cells of each lane's row begin
 */
function walk({ nodes, cells, splits }: CompiledTrees, lanes: Int32Array): void {
  const fromA = lanes[4];
  const fromB = lanes[5];
  const fromC = lanes[6];
  const fromD = lanes[7];
  let a = lanes[0];
  let b = lanes[1];
  let c = lanes[2];
  let d = lanes[3];
  while (a < splits || b < splits || c < splits || d < splits) {
    let at = a << 2;
    a = nodes[at + 2 + ((nodes[at + 1] - cells[fromA + nodes[at]]) >>> 31)];
    at = b << 2;
    b = nodes[at + 2 + ((nodes[at + 1] - cells[fromB + nodes[at]]) >>> 31)];
    at = c << 2;
    c = nodes[at + 2 + ((nodes[at + 1] - cells[fromC + nodes[at]]) >>> 31)];
    at = d << 2;
    d = nodes[at + 2 + ((nodes[at + 1] - cells[fromD + nodes[at]]) >>> 31)];
  }
  lanes[0] = a;
  lanes[1] = b;
  lanes[2] = c;
  lanes[3] = d;
}

/** A tree with splits of several kinds, row after row. */
function addTree(
  trees: CompiledTrees,
  tree: number,
  out: Float64Array,
  { first, last, from = 0 }: Range & { readonly from?: number },
): void {
  const { nodes, cells, precision, root, splits, value } = trees;
  const slots = trees.slotFeature.length;
  for (let row = first; row < last; row++) {
    const begin = from + (row - first) * slots;
    let node = root[tree];
    while (node < splits)
      node = nodes[4 * node + (goesLeft(trees, node, cells[begin + nodes[4 * node]]) ? 2 : 3)];
    const sum = out[row] + value[node];
    out[row] = precision === 'float32' ? Math.fround(sum) : sum;
  }
}

/** Whether a cell goes left at a split of any kind. */
export function goesLeft(trees: CompiledTrees, node: number, cell: number): boolean {
  const { kind, nodes, setStart, setEnd, words } = trees;
  if (kind[node] === SPLIT.atMost) return cell <= nodes[4 * node + 1];
  if (cell === EVERY_CODE) return true;
  if (kind[node] === SPLIT.equals) return cell === nodes[4 * node + 1];
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
