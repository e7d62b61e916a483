import { SPLIT, type Link, type TreeModel } from './tree-model.js';

/** Rows whose cells are held at once: a block of them stays in the near caches. */
export const BLOCK = 256;

/**
 * A model as it runs. A *slot* is a feature under one rule for what is missing; a row's *cell* in it
 * is a small integer: the number of the slot's thresholds that are below the value, or a category's
 * code. So each split compares two integers, and answers exactly as the numbers would.
 */
export interface CompiledTrees {
  /** Values of a row. */
  readonly width: number;
  readonly precision: TreeModel['precision'];
  readonly base: number;
  readonly link: Link;
  readonly linear: Float64Array | null;
  readonly slotFeature: Int32Array;
  /** By slot, one of MISSING. */
  readonly slotRule: Uint8Array;
  /** A slot's rising thresholds are [cutStart[s], cutStart[s + 1]) of `cuts`. */
  readonly cutStart: Int32Array;
  readonly cuts: Float64Array;
  /** By tree: its first node. */
  readonly root: Int32Array;
  /** Nodes below this are splits, from here on leaves. */
  readonly splits: number;
  /** By tree, 1 when all its splits are `atMost`. */
  readonly plain: Uint8Array;
  /** [nodes × 4]: slot, the highest cell that goes left (or the only one), left, right. */
  readonly nodes: Int32Array;
  readonly kind: Uint8Array;
  readonly setStart: Int32Array;
  readonly setEnd: Int32Array;
  readonly words: Uint32Array;
  /** [nodes], 0 at splits. */
  readonly value: Float64Array;
  /** [BLOCK × slots], for the length of a call: one call at a time. */
  readonly cells: Int32Array;
  readonly model: TreeModel;
}

/** Makes a model ready to run. The outcome depends on the model alone. */
export function compileTrees(model: TreeModel): CompiledTrees {
  const { forest } = model;
  const slots = slotsOf(model);
  const splits = forest.feature.length;
  const value = new Float64Array(splits + forest.leaf.length);
  value.set(forest.leaf, splits);
  return {
    width: model.features.length,
    precision: model.precision,
    base: model.base,
    link: model.link,
    linear: model.linear,
    slotFeature: slots.feature,
    slotRule: slots.rule,
    cutStart: slots.cutStart,
    cuts: slots.cuts,
    root: rootsOf(model),
    splits,
    plain: plainOf(model),
    nodes: nodesOf(model, slots),
    kind: forest.kind,
    setStart: forest.setStart,
    setEnd: forest.setEnd,
    words: forest.words,
    value,
    cells: new Int32Array(BLOCK * Math.max(1, slots.feature.length)),
    model,
  };
}

/** Leaves stand behind the splits, each its own child: lanes that are done wait in place. */
function nodesOf({ forest }: TreeModel, slots: Slots): Int32Array {
  const splits = forest.feature.length;
  const nodes = new Int32Array((splits + forest.leaf.length) * 4);
  const childAt = (child: number) => (child < 0 ? splits + ~child : child);
  for (let i = 0; i < splits; i++) {
    const slot = slots.of[i];
    const first = slots.cutStart[slot];
    const end = slots.cutStart[slot + 1];
    const cut =
      forest.kind[i] === SPLIT.among
        ? 0
        : placeOf(slots.cuts, first, end, forest.threshold[i]) - first;
    nodes.set([slot, cut, childAt(forest.left[i]), childAt(forest.right[i])], 4 * i);
  }
  for (let i = splits; i < splits + forest.leaf.length; i++) nodes.set([0, 0, i, i], 4 * i);
  return nodes;
}

/** The first place of [from, end) whose cut is not below the value; `end` when all are, or NaN. */
export function placeOf(cuts: Float64Array, from: number, end: number, value: number): number {
  let low = from;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value <= cuts[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The float next below, so that "below t" is "at most what is next below t". */
export function nextFloatBelow(value: number): number {
  const float = new Float32Array([value]);
  const bits = new Int32Array(float.buffer);
  if (value === 0) bits[0] = -0x7fffffff;
  else bits[0] += value > 0 ? -1 : 1;
  return float[0];
}

interface Slots {
  /** By split. */
  readonly of: Int32Array;
  readonly feature: Int32Array;
  readonly rule: Uint8Array;
  readonly cutStart: Int32Array;
  readonly cuts: Float64Array;
}

function slotsOf({ forest }: TreeModel): Slots {
  const slotBy = new Map<number, number>();
  const cutsBy: Set<number>[] = [];
  const feature: number[] = [];
  const rule: number[] = [];
  const of = Int32Array.from(forest.feature, (column, i) => {
    const key = column * 16 + forest.missing[i];
    let slot = slotBy.get(key);
    if (slot === undefined) {
      slot = feature.length;
      slotBy.set(key, slot);
      feature.push(column);
      rule.push(forest.missing[i]);
      cutsBy.push(new Set());
    }
    if (forest.kind[i] === SPLIT.among) return slot;
    cutsBy[slot].add(forest.threshold[i]);
    // A value is the threshold when it is at most that, and not at most what is next below.
    if (forest.kind[i] === SPLIT.equals) cutsBy[slot].add(nextFloatBelow(forest.threshold[i]));
    return slot;
  });
  const cutStart = new Int32Array(feature.length + 1);
  for (const [slot, cuts] of cutsBy.entries()) cutStart[slot + 1] = cutStart[slot] + cuts.size;
  const cuts = new Float64Array(cutStart[feature.length]);
  for (const [slot, set] of cutsBy.entries())
    cuts.set(Float64Array.from(set).sort(), cutStart[slot]);
  return { of, feature: Int32Array.from(feature), rule: Uint8Array.from(rule), cutStart, cuts };
}

/** A tree without splits is its only leaf. */
function rootsOf({ forest }: TreeModel): Int32Array {
  const { splitStart, feature } = forest;
  return Int32Array.from({ length: splitStart.length - 1 }, (_, tree) => {
    const first = splitStart[tree];
    return first < splitStart[tree + 1] ? first : feature.length + first + tree;
  });
}

function plainOf({ forest }: TreeModel): Uint8Array {
  const { splitStart, kind } = forest;
  return Uint8Array.from({ length: splitStart.length - 1 }, (_, tree) =>
    kind.subarray(splitStart[tree], splitStart[tree + 1]).every((k) => k === SPLIT.atMost) ? 1 : 0,
  );
}
