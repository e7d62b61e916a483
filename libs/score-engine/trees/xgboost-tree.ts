import { nextFloatBelow } from './compile-trees.js';
import type { Leaf, Split, Tree } from './forest-builder.js';
import { malformed, unsupported } from './refusal.js';
import { MISSING, SPLIT, type ModelFeature } from './tree-model.js';
import type { XgboostTree } from './xgboost-schema.js';

const NONE = -1;
/** The root's parent, and the feature of a node that was pruned away. */
const UNSET = 2 ** 31 - 1;

/** One of `trees`. Splits and leaves are counted apart, in the order of their nodes. */
export function readXgboostTree(
  tree: XgboostTree,
  path: string,
  features: readonly ModelFeature[],
  weight: number,
): Tree {
  checkLengths(tree, path, features.length);
  const sets = setsOf(tree, path);
  const childOf = namesOf(tree, path);
  const splits: Split[] = [];
  const leaves: Leaf[] = [];
  const factor = Math.fround(weight);
  for (let node = 0; node < tree.left_children.length; node++) {
    const cover = Math.fround(tree.sum_hessian[node]);
    if (childOf[node] === UNSET) continue;
    if (tree.left_children[node] === NONE) {
      const value = Math.fround(Math.fround(tree.split_conditions[node]) * factor);
      if (!Number.isFinite(value))
        throw malformed(`${path}.split_conditions[${node}]`, 'not a float');
      leaves.push({ value, cover });
      continue;
    }
    const children = {
      left: childOf[tree.left_children[node]],
      right: childOf[tree.right_children[node]],
    };
    splits.push(splitOf({ tree, path, features, node, set: sets.get(node), cover, children }));
  }
  return { path, splits, leaves };
}

const PER_NODE = [
  'base_weights',
  'default_left',
  'loss_changes',
  'parents',
  'right_children',
  'split_conditions',
  'split_indices',
  'split_type',
  'sum_hessian',
] as const;

function checkLengths(tree: XgboostTree, path: string, width: number): void {
  const nodes = tree.left_children.length;
  const { num_feature, num_nodes, size_leaf_vector } = tree.tree_param;
  if (nodes === 0 || num_nodes !== nodes)
    throw malformed(`${path}.tree_param.num_nodes`, `left_children holds ${nodes}`);
  if (num_feature !== width)
    throw malformed(`${path}.tree_param.num_feature`, `the model has ${width}`);
  if (size_leaf_vector > 1)
    throw unsupported(`${path}.tree_param.size_leaf_vector`, 'vectors in leaves');
  for (const key of PER_NODE)
    if (tree[key].length !== nodes)
      throw malformed(`${path}.${key}`, `${nodes} nodes have ${tree[key].length}`);
}

/** How each node is named in our tree: a split's place, ~place of a leaf, UNSET when deleted. */
function namesOf(tree: XgboostTree, path: string): Int32Array {
  const { left_children: left, split_indices } = tree;
  const names = new Int32Array(left.length);
  let splits = 0;
  let leaves = 0;
  let deleted = 0;
  for (let node = 0; node < left.length; node++) {
    checkFamily(tree, path, node);
    if (left[node] !== NONE) names[node] = splits++;
    else if (split_indices[node] === UNSET && node > 0) {
      names[node] = UNSET;
      deleted++;
    } else names[node] = ~leaves++;
  }
  if (deleted !== tree.tree_param.num_deleted)
    throw malformed(`${path}.tree_param.num_deleted`, `${deleted} nodes are marked deleted`);
  return names;
}

/** Two children in range, or none; each names its parent, and the root has none. */
function checkFamily(tree: XgboostTree, path: string, node: number): void {
  const { left_children, right_children, parents } = tree;
  if (node === 0 && parents[0] !== UNSET && parents[0] !== NONE)
    throw malformed(`${path}.parents[0]`, 'the root has no parent');
  const children = [left_children[node], right_children[node]].filter((child) => child !== NONE);
  if (children.length === 1)
    throw malformed(`${path}.right_children[${node}]`, 'two children, or none');
  for (const child of children)
    if (!(child > 0 && child < parents.length) || parents[child] !== node)
      throw malformed(`${path}.left_children[${node}]`, `${child} is no child of ${node}`);
}

interface Place {
  readonly tree: XgboostTree;
  readonly path: string;
  readonly features: readonly ModelFeature[];
  readonly node: number;
  readonly set: Uint32Array | undefined;
  readonly cover: number;
  readonly children: { readonly left: number; readonly right: number };
}

function splitOf(place: Place): Split {
  const { tree, path, features, node, set, cover, children } = place;
  const feature = tree.split_indices[node];
  if (!(feature >= 0 && feature < features.length))
    throw malformed(`${path}.split_indices[${node}]`, `no feature ${feature}`);
  if (Math.max(children.left, children.right) === UNSET)
    throw malformed(`${path}.left_children[${node}]`, 'a child that was deleted');
  const among = set !== undefined;
  if (among !== (tree.split_type[node] === 1) || among !== features[feature].categorical)
    throw malformed(
      `${path}.split_type[${node}]`,
      'a categorical split has its categories, and a feature of type c',
    );
  const defaultLeft = Boolean(tree.default_left[node]);
  if (set === undefined) return { feature, ...belowOf(place, defaultLeft), cover, ...children };
  // XGBoost sends what is in the set to the right.
  const missing = defaultLeft ? MISSING.codeNanRight : MISSING.codeNanLeft;
  const swapped = { left: children.right, right: children.left };
  return { feature, kind: SPLIT.among, missing, threshold: 0, words: set, cover, ...swapped };
}

/** Below a float is at most the float next below it. */
function belowOf({ tree, path, node }: Place, defaultLeft: boolean) {
  const condition = Math.fround(tree.split_conditions[node]);
  if (!Number.isFinite(condition))
    throw malformed(`${path}.split_conditions[${node}]`, 'not a float');
  const missing = defaultLeft ? MISSING.nanLeft : MISSING.nanRight;
  return { kind: SPLIT.atMost, missing, threshold: nextFloatBelow(condition), words: null };
}

/** The categories of each categorical split, as bits. */
function setsOf(tree: XgboostTree, path: string): Map<number, Uint32Array> {
  const { categories, categories_nodes: nodes, categories_segments, categories_sizes } = tree;
  if (categories_segments.length !== nodes.length || categories_sizes.length !== nodes.length)
    throw malformed(`${path}.categories_nodes`, 'each has a segment and a size');
  const sets = new Map<number, Uint32Array>();
  let begin = 0;
  for (const [i, node] of nodes.entries()) {
    const size = categories_sizes[i];
    if (categories_segments[i] !== begin || size < 1 || begin + size > categories.length)
      throw malformed(`${path}.categories_segments[${i}]`, 'segments follow one another');
    if (sets.has(node) || tree.split_type[node] !== 1)
      throw malformed(
        `${path}.categories_nodes[${i}]`,
        `${node} stands twice, or is no such split`,
      );
    sets.set(node, bitsOf(categories.slice(begin, begin + size)));
    begin += size;
  }
  if (begin !== categories.length) throw malformed(`${path}.categories`, 'categories of no split');
  return sets;
}

function bitsOf(codes: readonly number[]): Uint32Array {
  const words = new Uint32Array((codes.reduce((a, b) => Math.max(a, b), 0) >>> 5) + 1);
  for (const code of codes) words[code >>> 5] |= 1 << (code & 31);
  return words;
}
