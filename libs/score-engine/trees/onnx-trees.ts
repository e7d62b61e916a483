import { nextFloatBelow } from './compile-trees.js';
import type { Leaf, Split, Tree } from './forest-builder.js';
import { SPLITS_MAX, TREES_MAX } from './limits.js';
import { shown } from './number-text.js';
import { malformed, tooLarge, unsupported } from './refusal.js';
import { MISSING, SPLIT } from './tree-model.js';

/** The ensemble's `nodes_*` lists: one entry a node, of all trees. */
export interface OnnxNodes {
  readonly tree: readonly number[];
  readonly node: readonly number[];
  readonly feature: readonly number[];
  readonly value: readonly number[];
  readonly mode: readonly string[];
  readonly whenTrue: readonly number[];
  readonly whenFalse: readonly number[];
  /** Empty: for none. */
  readonly missingTrue: readonly number[];
}

/** The `target_*` or `class_*` lists: one entry a leaf. */
export interface OnnxWeights {
  readonly tree: readonly number[];
  readonly node: readonly number[];
  readonly target: readonly number[];
  readonly weight: readonly number[];
}

const PATH = 'model.graph.node[0]';

/** Cuts the lists into trees, in the order of their first nodes, which are the roots. */
export function readOnnxTrees(nodes: OnnxNodes, weights: OnnxWeights, width: number): Tree[] {
  checkLists(nodes, weights);
  const places = placesOf(nodes);
  const values = valuesOf(nodes, weights, places);
  const trees = new Map<number, number[]>();
  for (const [at, tree] of nodes.tree.entries()) {
    const members = trees.get(tree);
    if (members === undefined) trees.set(tree, [at]);
    else members.push(at);
  }
  if (trees.size > TREES_MAX) throw tooLarge(PATH, `more than ${TREES_MAX} trees`);
  return [...trees.values()].map((members) => treeOf({ nodes, places, values, width }, members));
}

const whole = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < 2 ** 31;

function checkLists(nodes: OnnxNodes, weights: OnnxWeights): void {
  const count = nodes.tree.length;
  if (count === 0) throw malformed(`${PATH}.nodes_treeids`, 'no nodes');
  if (count > 2 * SPLITS_MAX) throw tooLarge(PATH, `more than ${2 * SPLITS_MAX} nodes`);
  for (const [name, list] of Object.entries(nodes) as [string, readonly unknown[]][])
    if (list.length !== count && !(name === 'missingTrue' && list.length === 0))
      throw malformed(PATH, `${count} nodes, and a list of ${list.length} (${name})`);
  const { tree, node, target, weight } = weights;
  if (new Set([tree, node, target, weight].map((list) => list.length)).size > 1)
    throw malformed(PATH, 'lists of weights of several lengths');
  for (const list of [nodes.tree, nodes.node, nodes.feature, tree, node, target])
    if (!list.every(whole)) throw malformed(PATH, 'an id that is not a whole number');
}

/** A pair of ids as one number; both are below 2^31, of which no file holds 2^22 in one tree. */
const ID_SPAN = 2 ** 22;

function keyOf(tree: number, node: number): number {
  if (node >= ID_SPAN) throw tooLarge(PATH, `node ids of ${ID_SPAN} and more`);
  return tree * ID_SPAN + node;
}

/** Where each node stands in the lists. */
function placesOf({ tree, node }: OnnxNodes): Map<number, number> {
  const places = new Map<number, number>();
  for (const [at, id] of node.entries()) {
    const key = keyOf(tree[at], id);
    if (places.has(key)) throw malformed(PATH, `node ${id} of tree ${tree[at]} stands twice`);
    places.set(key, at);
  }
  return places;
}

/** By place in the lists: the leaf's weight, NaN where there is none. */
function valuesOf(
  nodes: OnnxNodes,
  weights: OnnxWeights,
  places: ReadonlyMap<number, number>,
): Float64Array {
  const values = new Float64Array(nodes.tree.length).fill(NaN);
  for (const [i, weight] of weights.weight.entries()) {
    const name = `node ${weights.node[i]} of tree ${weights.tree[i]}`;
    const at = places.get(keyOf(weights.tree[i], weights.node[i]));
    if (at === undefined || nodes.mode[at] !== 'LEAF')
      throw malformed(PATH, `a weight of ${name}, which is no leaf`);
    if (values[at] === values[at]) throw unsupported(PATH, `two weights of ${name}`);
    if (!Number.isFinite(weight)) throw malformed(PATH, `the weight of ${name} is not a number`);
    values[at] = weight;
  }
  return values;
}

interface Lists {
  readonly nodes: OnnxNodes;
  readonly places: ReadonlyMap<number, number>;
  readonly values: Float64Array;
  readonly width: number;
}

function treeOf({ nodes, places, values, width }: Lists, members: readonly number[]): Tree {
  const path = `tree ${nodes.tree[members[0]]}`;
  const names = new Map<number, number>();
  let splitCount = 0;
  let leafCount = 0;
  for (const at of members) names.set(at, nodes.mode[at] === 'LEAF' ? ~leafCount++ : splitCount++);
  const nameOf = (at: number, id: number): number => {
    const name = whole(id) ? names.get(places.get(keyOf(nodes.tree[at], id)) ?? -1) : undefined;
    if (name === undefined) throw malformed(path, `node ${nodes.node[at]}: no node ${id}`);
    return name;
  };
  const splits: Split[] = [];
  const leaves: Leaf[] = [];
  for (const at of members) {
    if (nodes.mode[at] === 'LEAF') {
      // A leaf without a weight adds nothing.
      leaves.push({ value: Number.isNaN(values[at]) ? 0 : values[at], cover: 0 });
      continue;
    }
    if (nodes.feature[at] >= width) throw malformed(path, `no feature ${nodes.feature[at]}`);
    const children = [nodes.whenTrue[at], nodes.whenFalse[at]].map((id) => nameOf(at, id));
    splits.push(splitOf(nodes, at, path, children));
  }
  if (splitCount > 0 && nodes.mode[members[0]] === 'LEAF')
    throw malformed(path, 'the first node is the root');
  return { path, splits, leaves };
}

/** Each mode as a question whose yes goes left; `swap` where that is the mode's no. */
const MODES = new Map([
  ['BRANCH_LEQ', { kind: SPLIT.atMost, below: false, swap: false }],
  ['BRANCH_LT', { kind: SPLIT.atMost, below: true, swap: false }],
  ['BRANCH_GTE', { kind: SPLIT.atMost, below: true, swap: true }],
  ['BRANCH_GT', { kind: SPLIT.atMost, below: false, swap: true }],
  ['BRANCH_EQ', { kind: SPLIT.equals, below: false, swap: false }],
  ['BRANCH_NEQ', { kind: SPLIT.equals, below: false, swap: true }],
]);

function splitOf(nodes: OnnxNodes, at: number, path: string, children: readonly number[]): Split {
  const value = nodes.value[at];
  const place = `${path} node ${nodes.node[at]}`;
  const mode = MODES.get(nodes.mode[at]);
  if (mode === undefined) throw unsupported(place, `mode ${shown(nodes.mode[at])}`);
  const { kind, below, swap } = mode;
  // Nothing is below -Infinity, and no float next below it.
  const needsNext = below || kind === SPLIT.equals;
  if (Number.isNaN(value) || (value === -Infinity && needsNext))
    throw malformed(place, 'a threshold that is not a number');
  const [left, right] = swap ? children.toReversed() : children;
  const goesLeft = missingGoesTrue(nodes, at) !== swap;
  const whenLeft = kind === SPLIT.equals ? MISSING.nanEqual : MISSING.nanLeft;
  const missing = goesLeft ? whenLeft : MISSING.nanRight;
  const threshold = below ? nextFloatBelow(value) : value;
  return {
    feature: nodes.feature[at],
    kind,
    missing,
    threshold,
    left,
    right,
    words: null,
    cover: 0,
  };
}

/** NaN is equal to nothing and in no order: the false branch, but for NEQ; or as the node says. */
const missingGoesTrue = ({ mode, missingTrue }: OnnxNodes, at: number): boolean =>
  mode[at] === 'BRANCH_NEQ' || missingTrue[at] === 1;
