import type { LeafPaths } from './leaf-paths.js';
import { shapleyAt, type LeafGame } from './leaf-games.js';

/** How a background set meets each leaf: its masks, equal ones counted once. */
export interface BackgroundMasks {
  /** By leaf: [start[l], start[l + 1]). */
  readonly start: Int32Array;
  readonly mask: Int32Array;
  /** The share of the background's rows. */
  readonly weight: Float64Array;
}

/** Counts equal masks of each leaf. */
export function countMasks(byLeaf: readonly ReadonlyMap<number, number>[], rows: number) {
  const start = new Int32Array(byLeaf.length + 1);
  for (const [leaf, masks] of byLeaf.entries()) start[leaf + 1] = start[leaf] + masks.size;
  return {
    start,
    mask: Int32Array.from(byLeaf.flatMap((masks) => [...masks.keys()])),
    weight: Float64Array.from(
      byLeaf.flatMap((masks) => [...masks.values()]),
      (n) => n / rows,
    ),
  } satisfies BackgroundMasks;
}

/**
 * The interventional game: a feature that is not known has a background row's value; the mean over
 * the rows. A leaf counts for a pair of rows when each of its features is passed by one of them.
 *
 * @source Lundberg et al. 2020 (Nature Machine Intelligence 2, 56-67), Algorithm 3, leaf by leaf
 */
export function interventionalGame(
  { featureStart }: LeafPaths,
  background: BackgroundMasks,
  value: Float64Array,
): LeafGame {
  return (leaf, mask, parts) => {
    const players = featureStart[leaf + 1] - featureStart[leaf];
    const full = (1 << players) - 1;
    parts.fill(0, 0, players);
    for (let i = background.start[leaf]; i < background.start[leaf + 1]; i++) {
      const theirs = background.mask[i];
      if ((mask | theirs) !== full || mask === theirs) continue;
      const only = mask & ~theirs;
      const onlyTheirs = theirs & ~mask;
      const ours = bitsIn(only);
      const all = ours + bitsIn(onlyTheirs);
      const weight = background.weight[i] * value[leaf];
      const gained = ours > 0 ? weight * shapleyAt(all, ours - 1) : 0;
      const lost = ours < all ? weight * shapleyAt(all, ours) : 0;
      for (let bit = 0; bit < players; bit++) {
        if (((only >>> bit) & 1) === 1) parts[bit] += gained;
        else if (((onlyTheirs >>> bit) & 1) === 1) parts[bit] -= lost;
      }
    }
  };
}

function bitsIn(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}
