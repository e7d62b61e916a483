import { compileTrees, type CompiledTrees } from './compile-trees.js';
import { compileExplainer, explainRows, type ExplainMethod } from './explain-trees.js';
import { ForestBuilder, type Leaf, type Split } from './forest-builder.js';
import { marginsOf } from './margins.js';
import { MISSING, SPLIT, type TreeModel } from './tree-model.js';

/** A generator of its own: every run makes the same models. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const KINDS = [MISSING.asZero, MISSING.zeroLeft, MISSING.zeroRight, MISSING.nanLeft];

/** Trees grown at random over few features, so that features repeat on their ways. */
function grown(seed: number, shape: { trees: number; splits: number; width: number }): TreeModel {
  const next = generator(seed);
  const below = (n: number) => Math.floor(next() * n);
  const builder = new ForestBuilder(true);
  for (let tree = 0; tree < shape.trees; tree++) {
    // A leaf becomes a split: its cover is shared out, and its place goes to the left child.
    const leaves: Leaf[] = [{ value: next() - 0.5, cover: 1000 }];
    const splits: Split[] = [];
    const parentOf: { at: number; side: 'left' | 'right' }[] = [{ at: -1, side: 'left' }];
    for (let at = 0; at < shape.splits; at++) {
      const leaf = below(leaves.length);
      const { cover } = leaves[leaf];
      const part = cover * (0.1 + 0.8 * next());
      const among = next() < 0.2;
      const added = leaves.length;
      const { at: parent, side } = parentOf[leaf];
      if (parent >= 0) splits[parent] = { ...splits[parent], [side]: at };
      splits.push({
        feature: among ? shape.width - 1 : below(shape.width - 1),
        kind: among ? SPLIT.among : SPLIT.atMost,
        missing: among ? MISSING.truncatedCode : KINDS[below(KINDS.length)],
        threshold: Math.round(next() * 4 - 2),
        words: among ? Uint32Array.of(1 + below(2 ** 6)) : null,
        left: ~leaf,
        right: ~added,
        cover,
      });
      leaves[leaf] = { value: next() - 0.5, cover: part };
      leaves.push({ value: next() - 0.5, cover: cover - part });
      parentOf[leaf] = { at, side: 'left' };
      parentOf.push({ at, side: 'right' });
    }
    builder.add({ path: `tree ${tree}`, splits, leaves });
  }
  const features = Array.from({ length: shape.width }, (_, i) => {
    return { name: `f${i}`, categorical: i === shape.width - 1, labels: null };
  });
  const link = { kind: 'sigmoid', slope: 1, divisor: 1 } as const;
  const rest = { precision: 'float64', base: 0.25, link, linear: null } as const;
  return { source: 'lightgbm', features, ...rest, forest: builder.build() };
}

const VALUES = [NaN, 0, -0, 1, -1, 2, -2, 3, 5, 0.5];

function rowsOf(seed: number, rows: number, width: number): Float64Array {
  const next = generator(seed);
  return Float64Array.from({ length: rows * width }, () => VALUES[Math.floor(next() * 10)]);
}

const marginOf = (trees: CompiledTrees, row: Float64Array): number => {
  const out = new Float64Array(1);
  marginsOf(trees, { rows: 1, features: row, layout: 'rows' }, out);
  return out[0];
};

/** Shapley values by their definition: every coalition's worth. */
function shapley(width: number, worth: (known: number) => number): number[] {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const worths = Array.from({ length: 1 << width }, (_, known) => worth(known));
  return Array.from({ length: width }, (_, i) => {
    let part = 0;
    for (const [known, value] of worths.entries()) {
      if (((known >>> i) & 1) === 1) continue;
      const size = known.toString(2).replaceAll('0', '').length;
      const weight = (factorial(size) * factorial(width - size - 1)) / factorial(width);
      part += weight * (worths[known | (1 << i)] - value);
    }
    return part;
  });
}

/** What is expected of a model when only some features are known: down the trees, by covers. */
function expectedOf(trees: CompiledTrees, row: Float64Array, known: number): number {
  const { forest } = trees.model;
  const { splitStart, feature, left, right, leaf, splitCover, leafCover } = forest;
  const coverOf = (at: number) => (at < 0 ? leafCover![~at] : splitCover![at]);
  // Alone, a split tells where the row goes: its tree, cut down to it.
  const goesLeft = (at: number): boolean => {
    const builder = new ForestBuilder(false);
    const words = forest.words.slice(forest.setStart[at], forest.setEnd[at]);
    const asked = { kind: forest.kind[at], missing: forest.missing[at], words };
    const split = { feature: feature[at], threshold: forest.threshold[at], ...asked };
    const leaves = [1, 0].map((value) => ({ value, cover: 0 }));
    builder.add({ path: '', splits: [{ ...split, left: -1, right: -2, cover: 0 }], leaves });
    const alone = compileTrees({ ...trees.model, base: 0, forest: builder.build() });
    return marginOf(alone, row) === 1;
  };
  const down = (at: number): number => {
    if (at < 0) return leaf[~at];
    if (((known >>> feature[at]) & 1) === 1) return down(goesLeft(at) ? left[at] : right[at]);
    const sum = coverOf(left[at]) * down(left[at]) + coverOf(right[at]) * down(right[at]);
    return sum / coverOf(at);
  };
  let total = trees.base;
  for (let tree = 0; tree < splitStart.length - 1; tree++)
    total += down(
      splitStart[tree] < splitStart[tree + 1] ? splitStart[tree] : ~(splitStart[tree] + tree),
    );
  return total;
}

function explain(trees: CompiledTrees, method: ExplainMethod, features: Float64Array) {
  const rows = features.length / trees.width;
  const explainer = compileExplainer(trees, method);
  if (!explainer.ok) throw new Error(explainer.error.message);
  const contributions = new Float64Array(features.length);
  const margin = new Float64Array(rows);
  explainRows(explainer.value, { rows, features, layout: 'rows' }, { contributions, margin });
  return { contributions, margin, expected: explainer.value.expected };
}

const WIDTH = 5;
const SEEDS = [1, 2, 3, 4, 5, 6];

/** If this fails, a borrower is told a reason that is not the one that counted. */
it.each(SEEDS)('path-dependent contributions are Shapley values by definition (%i)', (seed) => {
  const trees = compileTrees(grown(seed, { trees: 3, splits: 9, width: WIDTH }));
  const features = rowsOf(seed, 3, WIDTH);
  const { contributions, margin, expected } = explain(trees, { kind: 'path-dependent' }, features);
  for (let row = 0; row < 3; row++) {
    const values = features.subarray(row * WIDTH, (row + 1) * WIDTH);
    const parts = contributions.subarray(row * WIDTH, (row + 1) * WIDTH);
    const defined = shapley(WIDTH, (known) => expectedOf(trees, values, known));
    for (const [i, part] of defined.entries()) expect(parts[i]).toBeCloseTo(part, 12);
    expect(parts.reduce((a, b) => a + b, expected)).toBeCloseTo(margin[row], 12);
    expect(margin[row]).toBe(marginOf(trees, values));
  }
});

it.each(SEEDS)('interventional contributions are Shapley values by definition (%i)', (seed) => {
  const trees = compileTrees(grown(seed, { trees: 3, splits: 9, width: WIDTH }));
  const features = rowsOf(seed, 3, WIDTH);
  const background = rowsOf(seed + 100, 7, WIDTH);
  const method = {
    kind: 'interventional',
    background: { rows: 7, features: background, layout: 'rows' },
  } as const;
  const { contributions, margin, expected } = explain(trees, method, features);
  for (let row = 0; row < 3; row++) {
    const parts = contributions.subarray(row * WIDTH, (row + 1) * WIDTH);
    const worth = (known: number) => {
      let sum = 0;
      for (let other = 0; other < 7; other++) {
        const mixed = Float64Array.from({ length: WIDTH }, (_, i) =>
          ((known >>> i) & 1) === 1 ? features[row * WIDTH + i] : background[other * WIDTH + i],
        );
        sum += marginOf(trees, mixed) / 7;
      }
      return sum;
    };
    const defined = shapley(WIDTH, worth);
    for (const [i, part] of defined.entries()) expect(parts[i]).toBeCloseTo(part, 12);
    expect(parts.reduce((a, b) => a + b, expected)).toBeCloseTo(margin[row], 12);
  }
});

/** A score replayed alone must be the score that the bulk run gave. */
it('gives the same bits for one row as for many, by rows and by columns', () => {
  const rows = 603;
  const trees = compileTrees(grown(9, { trees: 21, splits: 30, width: 8 }));
  const byRow = rowsOf(10, rows, 8);
  const byColumn = Float64Array.from(byRow, (_, i) => byRow[(i % rows) * 8 + Math.floor(i / rows)]);
  const bulk = new Float64Array(rows);
  const columns = new Float64Array(rows);
  marginsOf(trees, { rows, features: byRow, layout: 'rows' }, bulk);
  marginsOf(trees, { rows, features: byColumn, layout: 'columns' }, columns);
  const alone = [...bulk.keys()].map((r) => marginOf(trees, byRow.subarray(r * 8, (r + 1) * 8)));
  expect(columns).toEqual(bulk);
  expect(Float64Array.from(alone)).toEqual(bulk);
  expect(new Set(bulk).size).toBeGreaterThan(300);

  const all = explain(trees, { kind: 'path-dependent' }, byRow);
  const one = explain(trees, { kind: 'path-dependent' }, byRow.subarray(8 * 300, 8 * 301));
  expect(one.contributions).toEqual(all.contributions.subarray(8 * 300, 8 * 301));
});

/** Ways beyond the tables are computed row by row; their bits must not differ from the tables'. */
it('adds up on long ways with many features', () => {
  const width = 30;
  const trees = compileTrees(grown(11, { trees: 4, splits: 120, width }));
  const features = rowsOf(12, 40, width);
  const { contributions, margin, expected } = explain(trees, { kind: 'path-dependent' }, features);
  for (let row = 0; row < 40; row++) {
    const parts = contributions.subarray(row * width, (row + 1) * width);
    expect(parts.reduce((a, b) => a + b, expected)).toBeCloseTo(margin[row], 11);
  }
});

it('refuses what it cannot explain exactly', () => {
  const model = grown(1, { trees: 1, splits: 3, width: WIDTH });
  const forest = { ...model.forest, splitCover: null, leafCover: null };
  const bare = compileTrees({ ...model, forest });
  expect(compileExplainer(bare, { kind: 'path-dependent' })).toMatchObject({
    error: { code: 'no-covers' },
  });
  const background = {
    rows: 513,
    features: new Float64Array(513 * WIDTH),
    layout: 'rows',
  } as const;
  const method = { kind: 'interventional', background } as const;
  expect(compileExplainer(bare, method)).toMatchObject({ error: { code: 'background-too-large' } });
  const enough = { ...method, background: { ...background, rows: 512 } };
  expect(compileExplainer(bare, enough).ok).toBe(true);
});
