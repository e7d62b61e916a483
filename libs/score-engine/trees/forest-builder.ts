import { CATEGORY_WORDS_MAX, DEPTH_MAX, SPLITS_MAX, TREES_MAX } from './limits.js';
import { malformed, tooLarge } from './refusal.js';
import type { Forest } from './tree-model.js';

/** A split, as an importer hands it over; children as in `Forest`, within its own tree. */
export interface Split {
  readonly feature: number;
  readonly kind: number;
  readonly missing: number;
  readonly threshold: number;
  readonly left: number;
  readonly right: number;
  /** The category set's words; null but for `SPLIT.among`. */
  readonly words: Uint32Array | null;
  readonly cover: number;
}

/** A leaf, as an importer hands it over. */
export interface Leaf {
  readonly value: number;
  readonly cover: number;
}

/** One tree: its root is split 0, or its only leaf. */
export interface Tree {
  /** Where it stands in the file, for a refusal. */
  readonly path: string;
  readonly splits: readonly Split[];
  readonly leaves: readonly Leaf[];
}

/** Counts or sums of hessians that a library adds up itself: rounding apart, no child has more. */
const COVER_SLACK = 1.001;

/** Joins trees to a forest; refuses what is not a tree, in time that grows with its size alone. */
export class ForestBuilder {
  private readonly splits: Split[] = [];
  private readonly left: number[] = [];
  private readonly right: number[] = [];
  private readonly leaves: Leaf[] = [];
  private readonly splitStart: number[] = [0];
  private wordCount = 0;

  /** @param covered whether the file tells how much training data passed each split */
  constructor(private readonly covered: boolean) {}

  /** Takes a tree, or throws its refusal. */
  add(tree: Tree): void {
    const { splits, leaves } = tree;
    this.checkRoom(tree);
    checkShape(tree);
    if (this.covered) for (let i = 0; i < splits.length; i++) checkCover(tree, i);
    const splitsBefore = this.splits.length;
    const leavesBefore = this.leaves.length;
    const moved = (child: number) => (child < 0 ? child - leavesBefore : child + splitsBefore);
    this.splitStart.push(splitsBefore + splits.length);
    for (const split of splits) {
      this.splits.push(split);
      this.left.push(moved(split.left));
      this.right.push(moved(split.right));
    }
    for (const leaf of leaves) this.leaves.push(leaf);
  }

  private checkRoom({ path, splits }: Tree): void {
    if (this.splitStart.length > TREES_MAX) throw tooLarge(path, `more than ${TREES_MAX} trees`);
    if (this.splits.length + splits.length > SPLITS_MAX)
      throw tooLarge(path, `more than ${SPLITS_MAX} splits`);
    this.wordCount += splits.reduce((sum, { words }) => sum + (words?.length ?? 0), 0);
    if (this.wordCount > CATEGORY_WORDS_MAX) throw tooLarge(path, 'too many categories in sets');
  }

  /** The forest of all trees taken. */
  build(): Forest {
    const { splits, leaves, covered } = this;
    const setStart = new Int32Array(splits.length);
    const setEnd = new Int32Array(splits.length);
    const words = new Uint32Array(this.wordCount);
    let used = 0;
    for (const [i, split] of splits.entries()) {
      setStart[i] = used;
      if (split.words !== null) words.set(split.words, used);
      used += split.words?.length ?? 0;
      setEnd[i] = used;
    }
    return {
      splitStart: Int32Array.from(this.splitStart),
      feature: Int32Array.from(splits, (split) => split.feature),
      kind: Uint8Array.from(splits, (split) => split.kind),
      missing: Uint8Array.from(splits, (split) => split.missing),
      threshold: Float64Array.from(splits, (split) => split.threshold),
      left: Int32Array.from(this.left),
      right: Int32Array.from(this.right),
      setStart,
      setEnd,
      words,
      leaf: Float64Array.from(leaves, (leaf) => leaf.value),
      splitCover: covered ? Float64Array.from(splits, (split) => split.cover) : null,
      leafCover: covered ? Float64Array.from(leaves, (leaf) => leaf.cover) : null,
    };
  }
}

/** Every split and leaf is reached from the root, once, within the depth: so there is no cycle. */
function checkShape(tree: Tree): void {
  const { path, splits, leaves } = tree;
  if (leaves.length !== splits.length + 1)
    throw malformed(path, `${splits.length} splits have ${splits.length + 1} leaves`);
  const seen = new Uint8Array(splits.length + leaves.length);
  const waiting: number[] = splits.length > 0 ? [0] : [-1];
  const depths: number[] = [0];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const depth = depths.pop() ?? 0;
    reach(tree, node, seen);
    if (node < 0) continue;
    if (depth === DEPTH_MAX) throw tooLarge(path, `deeper than ${DEPTH_MAX} splits`);
    waiting.push(splits[node].right, splits[node].left);
    depths.push(depth + 1, depth + 1);
  }
  if (seen.includes(0)) throw malformed(path, unreached(seen, splits.length));
}

/** Marks a node that is there and was not reached before. */
function reach({ path, splits }: Tree, node: number, seen: Uint8Array): void {
  const at = node < 0 ? splits.length + ~node : node;
  if (!(at < (node < 0 ? seen.length : splits.length))) throw malformed(path, `no ${nameOf(node)}`);
  if (seen[at] === 1) throw malformed(path, `${nameOf(node)} has two parents, or is its own`);
  seen[at] = 1;
}

function unreached(seen: Uint8Array, splits: number): string {
  const at = seen.indexOf(0);
  return `${nameOf(at < splits ? at : ~(at - splits))} is not reached from the root`;
}

const nameOf = (node: number) => (node < 0 ? `leaf ${~node}` : `split ${node}`);

function checkCover({ path, splits, leaves }: Tree, at: number): void {
  const { cover, left, right } = splits[at];
  const of = (child: number) => (child < 0 ? leaves[~child].cover : splits[child].cover);
  const most = cover * COVER_SLACK;
  // Written so that NaN is refused too.
  const within = (share: number) => share >= 0 && share <= most;
  if (!(cover > 0 && cover < Infinity && within(of(left)) && within(of(right))))
    throw malformed(path, `split ${at}: its cover and its children's do not add up`);
}
