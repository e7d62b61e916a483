/** A tree of two splits: left of the first is a leaf, right of it the second split. */
interface SmallTree {
  readonly features: readonly [number, number];
  readonly thresholds: readonly [number, number];
  readonly leaves: readonly [number, number, number];
  readonly counts: readonly [number, number, number];
  /** Where a missing value goes. */
  readonly missing: 'left' | 'right';
}

/** The columns of the lender's file; the second has a name of the lender's own. */
export const COLUMNS = [
  'late_instalments_6m',
  'worst_days',
  'utilisation_latest',
  'orders_12m',
  'days_since_last_order',
] as const;
/** As which of our features the columns are read. */
export const FEATURES = COLUMNS.map((name) =>
  name === 'worst_days' ? 'worst_days_late_12m' : name,
);

const TREES: readonly SmallTree[] = [
  {
    features: [0, 1],
    thresholds: [0.5, 12.5],
    leaves: [-2.7, -1.3, 0.4],
    counts: [800, 150, 50],
    missing: 'left',
  },
  {
    features: [2, 0],
    thresholds: [0.35, 1.5],
    leaves: [-0.31, 0.17, 0.62],
    counts: [600, 350, 50],
    missing: 'right',
  },
  {
    features: [3, 4],
    thresholds: [6.5, 40.5],
    leaves: [0.45, -0.22, 0.09],
    counts: [300, 500, 200],
    missing: 'right',
  },
  {
    features: [4, 2],
    thresholds: [20.5, 0.6],
    leaves: [-0.13, 0.07, 0.29],
    counts: [400, 500, 100],
    missing: 'left',
  },
];

/** The file as LightGBM writes it; `edit` changes lines of the header by their key. */
export function lightgbmFile(edit: Readonly<Record<string, string>> = {}): string {
  const blocks = TREES.map(blockOf);
  const header = {
    version: 'v4',
    num_class: '1',
    num_tree_per_iteration: '1',
    label_index: '0',
    max_feature_idx: String(COLUMNS.length - 1),
    objective: 'binary sigmoid:1',
    feature_names: COLUMNS.join(' '),
    feature_infos: COLUMNS.map(() => '[0:1000]').join(' '),
    tree_sizes: blocks.map((block) => String(block.length)).join(' '),
    ...edit,
  };
  const tail = 'end of trees\n\nparameters:\n[boosting: gbdt]\nend of parameters\n\n';
  return `tree\n${linesOf(header)}\n${blocks.join('')}${tail}pandas_categorical:null\n`;
}

function blockOf(tree: SmallTree, at: number): string {
  const [, second, third] = tree.counts;
  const type = tree.missing === 'left' ? '10' : '8';
  const values = {
    num_leaves: '3',
    num_cat: '0',
    split_feature: tree.features.join(' '),
    threshold: tree.thresholds.join(' '),
    decision_type: `${type} ${type}`,
    left_child: '-1 -2',
    right_child: '1 -3',
    leaf_value: tree.leaves.join(' '),
    leaf_count: tree.counts.join(' '),
    internal_count: `${String(tree.counts.reduce((a, b) => a + b))} ${String(second + third)}`,
    is_linear: '0',
  };
  return `Tree=${String(at)}\n${linesOf(values)}\n\n`;
}

const linesOf = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');

/** The margin by walking the trees as they are written above, value by value. */
export function marginByHand(row: readonly number[]): number {
  return TREES.reduce((sum, tree) => {
    const left = (split: 0 | 1): boolean => {
      const value = row[tree.features[split]] ?? Number.NaN;
      return Number.isNaN(value) ? tree.missing === 'left' : value <= tree.thresholds[split];
    };
    return sum + (left(0) ? tree.leaves[0] : left(1) ? tree.leaves[1] : tree.leaves[2]);
  }, 0);
}

const ROWS = [
  [0, 0, 0.1, 12, 3],
  [2, 45, 0.7, 1, 90],
  [1, null, null, 7, 41],
] as const;

/** Rows with their margins. */
export const GOLDEN = {
  of: 'margin',
  rows: ROWS,
  expected: ROWS.map((row) => marginByHand(row.map((value) => value ?? Number.NaN))),
} as const;

/** The card of the model, without its file. */
export const cardOf = (population: string) => ({
  kind: 'person',
  event: '90 days late',
  horizonMonths: 12,
  population,
  baseRate: 0.03,
  provenance: {
    trainer: 'LightGBM 4.6',
    trainedAsOf: '2025-11-01T00:00:00.000Z',
    dataHash: null,
  },
  columns: [{ column: 'worst_days', feature: 'worst_days_late_12m' }],
});

/** The artefact as a lender drafts it. */
export const draftOf = (population: string, file: string | Uint8Array = lightgbmFile()) => ({
  format: 'assay-trees@1',
  ...cardOf(population),
  file: { format: 'lightgbm-text', base64: Buffer.from(file).toString('base64') },
});
