import type { Leaf, Split, Tree } from './forest-builder.js';
import { at, need, type Block, type FeatureKind } from './lightgbm-text.js';
import { CATEGORIES_MAX, CATEGORY_WORDS_MAX, SPLITS_MAX } from './limits.js';
import { decimal, decimalOrInfinite, whole, type Place } from './number-text.js';
import { malformed, tooLarge, unsupported } from './refusal.js';
import { MISSING, SPLIT } from './tree-model.js';

/** What a tree's block may hold; gains, weights and inner values play no part in an answer. */
export const TREE_KEYS: ReadonlySet<string> = new Set([
  'num_leaves',
  'num_cat',
  'split_feature',
  'split_gain',
  'threshold',
  'decision_type',
  'left_child',
  'right_child',
  'leaf_value',
  'leaf_weight',
  'leaf_count',
  'internal_value',
  'internal_weight',
  'internal_count',
  'cat_boundaries',
  'cat_threshold',
  'is_linear',
  'shrinkage',
]);

const COUNT_MAX = 2 ** 31 - 1;
const WORD_MAX = 2 ** 32 - 1;

/** One `Tree=` block. */
export function readLightgbmTree(
  block: Block,
  kinds: readonly FeatureKind[],
  covered: boolean,
): Tree {
  if ((block.values.get('is_linear') ?? '0') !== '0')
    throw unsupported(at(block, 'is_linear'), 'linear trees');
  const leafCount = whole(need(block, 'num_leaves'), () => at(block, 'num_leaves'), [
    1,
    SPLITS_MAX,
  ]);
  const splitCount = leafCount - 1;
  const values = list(block, 'leaf_value', leafCount).map((text) =>
    decimal(text, () => at(block, 'leaf_value')),
  );
  const counts =
    covered && splitCount > 0 ? wholes(block, 'leaf_count', leafCount, [0, COUNT_MAX]) : null;
  const leaves = values.map((value, i): Leaf => ({ value, cover: counts?.[i] ?? 0 }));
  const splits = splitCount === 0 ? [] : readSplits(block, splitCount, kinds, covered);
  return { path: block.path, splits, leaves };
}

function readSplits(
  block: Block,
  count: number,
  kinds: readonly FeatureKind[],
  covered: boolean,
): Split[] {
  const feature = wholes(block, 'split_feature', count, [0, kinds.length - 1]);
  const type = wholes(block, 'decision_type', count, [0, 11]);
  const left = wholes(block, 'left_child', count, [-count - 1, count - 1]);
  const right = wholes(block, 'right_child', count, [-count - 1, count - 1]);
  const cover = covered ? wholes(block, 'internal_count', count, [0, COUNT_MAX]) : null;
  const threshold = list(block, 'threshold', count);
  const sets = readSets(block);
  return feature.map((column, i) => {
    const path = () => `${at(block, 'threshold')} split ${i}`;
    const categorical = (type[i] & 1) === 1;
    if (categorical !== (kinds[column] === 'categorical') || kinds[column] === 'unused')
      throw malformed(path(), `feature ${column} is ${kinds[column]} in feature_infos`);
    const asked = categorical
      ? amongOf(threshold[i], sets, path)
      : atMostOf(threshold[i], type[i], path);
    const { kind, missing, words } = asked;
    const children = { left: left[i], right: right[i], cover: cover?.[i] ?? 0 };
    return { feature: column, kind, missing, threshold: asked.threshold, words, ...children };
  });
}

type Question = Pick<Split, 'kind' | 'missing' | 'threshold' | 'words'>;

function amongOf(text: string, sets: readonly Uint32Array[], path: Place): Question {
  if (sets.length === 0) throw malformed(path(), 'a categorical split in a tree without sets');
  const words = sets[whole(text, path, [0, sets.length - 1])];
  return { kind: SPLIT.among, missing: MISSING.truncatedCode, threshold: 0, words };
}

/** |value| up to this is 0 to LightGBM (a float constant), before any tree sees it. */
const ZERO = Math.fround(1e-35);
/** The double next below -ZERO. */
const BELOW_ZERO = -ZERO * (1 + 2 ** -52);

/**
 * LightGBM's `<=`. As it reads tiny values as 0, a threshold among them is moved to the end of
 * those that answer as 0 does: the same answers, and nothing to do for a row.
 */
function atMostOf(text: string, type: number, path: Place): Question {
  const read = decimalOrInfinite(text, path);
  const tiny = Math.abs(read) <= ZERO;
  const threshold = !tiny ? read : read >= 0 ? ZERO : BELOW_ZERO;
  const defaultLeft = (type & 2) !== 0;
  const missing = type >> 2;
  const rule = [
    MISSING.asZero,
    defaultLeft ? MISSING.zeroLeft : MISSING.zeroRight,
    defaultLeft ? MISSING.nanLeft : MISSING.nanRight,
  ][missing];
  return { kind: SPLIT.atMost, missing: rule, threshold, words: null };
}

/** The tree's category sets, each some 32-bit words. */
function readSets(block: Block): Uint32Array[] {
  const path = at(block, 'cat_boundaries');
  const count = whole(need(block, 'num_cat'), () => at(block, 'num_cat'), [0, SPLITS_MAX]);
  if (count === 0) return [];
  const bounds = wholes(block, 'cat_boundaries', count + 1, [0, CATEGORY_WORDS_MAX]);
  const words = wholes(block, 'cat_threshold', bounds[count], [0, WORD_MAX]);
  if (bounds[0] !== 0) throw malformed(path, 'the first set begins at 0');
  return Array.from({ length: count }, (_, i) => {
    const size = bounds[i + 1] - bounds[i];
    if (size < 1) throw malformed(path, `set ${i} is empty, or ends before it begins`);
    if (size * 32 > CATEGORIES_MAX) throw tooLarge(path, `more than ${CATEGORIES_MAX} categories`);
    return Uint32Array.from(words.slice(bounds[i], bounds[i + 1]));
  });
}

function list(block: Block, key: string, count: number): string[] {
  const parts = need(block, key).split(' ');
  if (parts.length !== count)
    throw malformed(at(block, key), `${count} values belong here, not ${parts.length}`);
  return parts;
}

function wholes(
  block: Block,
  key: string,
  count: number,
  range: readonly [number, number],
): number[] {
  return list(block, key, count).map((text) => whole(text, () => at(block, key), range));
}
