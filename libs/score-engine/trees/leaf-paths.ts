import { err, ok, type Result } from '#kernel';
import type { CompiledTrees } from './compile-trees.js';
import { PATH_FEATURES_MAX, PATH_STEPS_MAX } from './limits.js';

/**
 * The way to each leaf, flat. A *mask* holds a bit for each feature on the way: 1 when a row passes
 * all the leaf's splits on that feature.
 */
export interface LeafPaths {
  /** By leaf: its steps are [stepStart[l], stepStart[l + 1]). */
  readonly stepStart: Int32Array;
  readonly stepSplit: Int32Array;
  /** 1 when the way goes left at the split. */
  readonly stepLeft: Uint8Array;
  /** All bits but that of the split's feature. */
  readonly stepKeep: Int32Array;
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
  const stepStart = new Int32Array(leaves + 1);
  for (let leaf = 0; leaf < leaves; leaf++) {
    let steps = 0;
    for (let at = parents.ofLeaf[leaf]; at >= 0; at = parents.ofSplit[at]) steps++;
    stepStart[leaf + 1] = stepStart[leaf] + steps;
    if (stepStart[leaf + 1] > PATH_STEPS_MAX)
      return err({ code: 'paths-too-many', message: `over ${PATH_STEPS_MAX} steps to leaves` });
  }
  const steps = stepStart[leaves];
  const paths = {
    stepStart,
    stepSplit: new Int32Array(steps),
    stepLeft: new Uint8Array(steps),
    stepKeep: new Int32Array(steps),
    featureStart: new Int32Array(leaves + 1),
  };
  const feature: number[] = [];
  const share: number[] = [];
  for (let leaf = 0; leaf < leaves; leaf++) {
    const found = followLeaf(forest, parents, paths, leaf);
    if (found.size > PATH_FEATURES_MAX) {
      const message = `over ${PATH_FEATURES_MAX} features on the way to a leaf`;
      return err({ code: 'paths-too-long', message });
    }
    for (const [column, part] of found) {
      feature.push(column);
      share.push(part);
    }
    paths.featureStart[leaf + 1] = feature.length;
  }
  return ok({ ...paths, feature: Int32Array.from(feature), share: Float64Array.from(share) });
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

/** Writes a leaf's steps; gives the share of each feature on the way, in the order of the bits. */
function followLeaf(
  forest: Forest,
  parents: Parents,
  { stepStart, stepSplit, stepLeft, stepKeep }: Omit<LeafPaths, 'feature' | 'share'>,
  leaf: number,
): Map<number, number> {
  const found = new Map<number, number>();
  const bits = new Map<number, number>();
  let step = stepStart[leaf];
  let child = ~leaf;
  for (let at = parents.ofLeaf[leaf]; at >= 0; at = parents.ofSplit[at]) {
    const column = forest.feature[at];
    const bit = bits.get(column) ?? bits.size;
    bits.set(column, bit);
    found.set(column, (found.get(column) ?? 1) * shareOf(forest, at, child));
    stepSplit[step] = at;
    stepLeft[step] = forest.left[at] === child ? 1 : 0;
    stepKeep[step] = ~(1 << bit);
    step++;
    child = at;
  }
  return found;
}

function shareOf({ splitCover, leafCover }: Forest, at: number, child: number): number {
  if (splitCover === null || leafCover === null) return 1;
  return (child < 0 ? leafCover[~child] : splitCover[child]) / splitCover[at];
}
