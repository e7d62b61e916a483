import { err, ok, type Result } from '#kernel';
import type { CompiledTrees } from './compile-trees.js';
import { PATH_FEATURES_MAX, PATH_STEPS_MAX } from './limits.js';

/**
 * The ways to all leaves, flat. A leaf's *mask* holds a bit for each feature on its way: 1 when a
 * row passes all its splits on that feature. A row that goes left at a split cuts the bit of that
 * split's feature from every leaf on the right.
 */
export interface LeafPaths {
  /** The leaves below split s on its left are [cutStart[2s], cutStart[2s + 1]), then the right's. */
  readonly cutStart: Int32Array;
  /** A leaf, counted from its tree's first. */
  readonly cutLeaf: Int32Array;
  /** All bits but that of the split's feature in that leaf's mask. */
  readonly cutKeep: Int32Array;
  /** By leaf: the mask of a row that reaches it. */
  readonly full: Int32Array;
  /** By leaf: its features are [featureStart[l], featureStart[l + 1]), bit 0 first. */
  readonly featureStart: Int32Array;
  readonly feature: Int32Array;
  /** By feature of a leaf: the share of training data that its splits let through; 1 uncovered. */
  readonly share: Float64Array;
}

/** Why a model cannot be explained in this way. */
export interface ExplainRefusal {
  readonly code: 'no-covers' | 'paths-too-long' | 'paths-too-many' | 'background-too-large';
  readonly message: string;
}

/** Follows every leaf back to its root. */
export function leafPathsOf({ model }: CompiledTrees): Result<LeafPaths, ExplainRefusal> {
  const { forest } = model;
  const leaves = forest.leaf.length;
  const parents = parentsOf(forest);
  const cutStart = cutStartOf(forest, parents);
  const steps = cutStart[cutStart.length - 1];
  if (steps > PATH_STEPS_MAX)
    return err({ code: 'paths-too-many', message: `over ${PATH_STEPS_MAX} steps to leaves` });
  const cuts = {
    next: cutStart.slice(),
    cutLeaf: new Int32Array(steps),
    cutKeep: new Int32Array(steps),
  };
  const full = new Int32Array(leaves);
  const featureStart = new Int32Array(leaves + 1);
  const feature: number[] = [];
  const share: number[] = [];
  for (let tree = 0; tree < forest.splitStart.length - 1; tree++) {
    const first = forest.splitStart[tree] + tree;
    for (let leaf = first; leaf <= forest.splitStart[tree + 1] + tree; leaf++) {
      const found = followLeaf(forest, parents, cuts, { leaf, first });
      if (found.size > PATH_FEATURES_MAX) {
        const message = `over ${PATH_FEATURES_MAX} features on the way to a leaf`;
        return err({ code: 'paths-too-long', message });
      }
      full[leaf] = (1 << found.size) - 1;
      for (const [column, part] of found) {
        feature.push(column);
        share.push(part);
      }
      featureStart[leaf + 1] = feature.length;
    }
  }
  const { cutLeaf, cutKeep } = cuts;
  const flat = { feature: Int32Array.from(feature), share: Float64Array.from(share) };
  return ok({ cutStart, cutLeaf, cutKeep, full, featureStart, ...flat });
}

type Forest = CompiledTrees['model']['forest'];

interface Parents {
  readonly ofSplit: Int32Array;
  readonly ofLeaf: Int32Array;
}

/** -1 at a root. */
function parentsOf({ left, right, leaf }: Forest): Parents {
  const ofSplit = new Int32Array(left.length).fill(-1);
  const ofLeaf = new Int32Array(leaf.length).fill(-1);
  for (let at = 0; at < left.length; at++)
    for (const child of [left[at], right[at]])
      if (child < 0) ofLeaf[~child] = at;
      else ofSplit[child] = at;
  return { ofSplit, ofLeaf };
}

/** How many leaves each split has on either side, summed up. */
function cutStartOf({ left, leaf: { length } }: Forest, { ofSplit, ofLeaf }: Parents): Int32Array {
  const start = new Int32Array(2 * left.length + 1);
  for (let leaf = 0; leaf < length; leaf++) {
    let child = ~leaf;
    for (let at = ofLeaf[leaf]; at >= 0; at = ofSplit[at]) {
      start[2 * at + (left[at] === child ? 1 : 2)]++;
      child = at;
    }
  }
  for (let i = 1; i < start.length; i++) start[i] += start[i - 1];
  return start;
}

/** Writes a leaf's cuts; gives the share of each feature on its way, in the order of the bits. */
function followLeaf(
  forest: Forest,
  parents: Parents,
  cuts: { next: Int32Array; cutLeaf: Int32Array; cutKeep: Int32Array },
  { leaf, first }: { readonly leaf: number; readonly first: number },
): Map<number, number> {
  const found = new Map<number, number>();
  const bits = new Map<number, number>();
  let child = ~leaf;
  for (let at = parents.ofLeaf[leaf]; at >= 0; at = parents.ofSplit[at]) {
    const column = forest.feature[at];
    const bit = bits.get(column) ?? bits.size;
    bits.set(column, bit);
    found.set(column, (found.get(column) ?? 1) * shareOf(forest, at, child));
    const place = cuts.next[2 * at + (forest.left[at] === child ? 0 : 1)]++;
    cuts.cutLeaf[place] = leaf - first;
    cuts.cutKeep[place] = ~(1 << bit);
    child = at;
  }
  return found;
}

function shareOf({ splitCover, leafCover }: Forest, at: number, child: number): number {
  if (splitCover === null || leafCover === null) return 1;
  return (child < 0 ? leafCover[~child] : splitCover[child]) / splitCover[at];
}
