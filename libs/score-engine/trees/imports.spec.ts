import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { compileTrees } from './compile-trees.js';
import { compileExplainer, explainRows } from './explain-trees.js';
import { checkGolden } from './golden.js';
import { importTreeModel, type TreeFormat } from './import-tree-model.js';
import { marginsOf } from './margins.js';
import type { TreeModel } from './tree-model.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A LightGBM file: `edit` changes a line of the header or of a tree by its key. */
function lightgbm(trees: readonly Record<string, string>[], edit: Record<string, string> = {}) {
  const lines = (values: Record<string, string>) =>
    Object.entries(values).map(([key, value]) => `${key}=${value}\n`);
  const blocks = trees.map((tree, i) => `Tree=${i}\n${lines(tree).join('')}\n\n`);
  const header = {
    version: 'v4',
    ...{ num_class: '1', num_tree_per_iteration: '1' },
    max_feature_idx: '1',
    objective: 'binary sigmoid:1',
    feature_names: 'age purpose',
    feature_infos: '[0:99] 0:1:33',
    tree_sizes: blocks.map((block) => block.length).join(' '),
    ...edit,
  };
  const tail = 'end of trees\n\nfeature_importances:\nage=1\n\nparameters:\n[boosting: gbdt]\n';
  return utf8(
    `tree\n${lines(header).join('')}\n${blocks.join('')}${tail}end of parameters\n\npandas_categorical:null\n`,
  );
}

const STUMP: Record<string, string> = {
  num_leaves: '2',
  num_cat: '0',
  split_feature: '0',
  threshold: '30.5',
  decision_type: '2',
  left_child: '-1',
  right_child: '-2',
  leaf_value: '1 2',
  leaf_count: '3 5',
  internal_count: '8',
  is_linear: '0',
};
const AMONG = {
  ...STUMP,
  split_feature: '1',
  num_cat: '1',
  threshold: '0',
  decision_type: '1',
  cat_boundaries: '0 2',
  // Codes 0 and 33.
  cat_threshold: '1 2',
};

const XGB_STUMP = {
  base_weights: [0, 0, 0],
  categories: [] as number[],
  categories_nodes: [] as number[],
  categories_segments: [] as number[],
  categories_sizes: [] as number[],
  default_left: [1, 0, 0],
  id: 0,
  left_children: [1, -1, -1],
  loss_changes: [1, 0, 0],
  parents: [2147483647, 0, 0],
  right_children: [2, -1, -1],
  split_conditions: [0.1, 1, 2],
  split_indices: [0, 0, 0],
  split_type: [0, 0, 0],
  sum_hessian: [8, 3, 5],
  tree_param: { num_deleted: '0', num_feature: '2', num_nodes: '3', size_leaf_vector: '0' },
};
const XGB_AMONG = {
  ...XGB_STUMP,
  categories: [0, 33],
  categories_nodes: [0],
  categories_segments: [0],
  categories_sizes: [2],
  default_left: [0, 0, 0],
  split_indices: [1, 0, 0],
  split_type: [1, 0, 0],
};

function xgboost(trees: readonly object[], learner: object = {}, booster: object = {}) {
  const model = {
    gbtree_model_param: { num_trees: String(trees.length), size_leaf_vector: '0' },
    tree_info: trees.map(() => 0),
    trees,
  };
  return {
    version: [1, 7, 4],
    learner: {
      attributes: {},
      feature_names: ['age', 'purpose'],
      feature_types: ['float', 'c'],
      gradient_booster: { name: 'gbtree', model, ...booster },
      learner_model_param: { base_score: '5E-1', num_class: '0', num_feature: '2' },
      objective: { name: 'binary:logistic' },
      ...learner,
    },
  };
}
const json = (value: unknown): Uint8Array => utf8(JSON.stringify(value));

/** Universal Binary JSON, as XGBoost writes it: counts of 8 bytes, numbers as float32 or int64. */
function ubjson(value: unknown): Uint8Array {
  const length = (count: number) => {
    const bytes = new DataView(new ArrayBuffer(9));
    bytes.setUint8(0, 'L'.charCodeAt(0));
    bytes.setBigInt64(1, BigInt(count));
    return new Uint8Array(bytes.buffer);
  };
  const text = (given: string) => [length(utf8(given).length), utf8(given)];
  const parts = (given: unknown): Uint8Array[] => {
    if (typeof given === 'string') return [utf8('S'), ...text(given)];
    if (Array.isArray(given)) return [utf8('['), ...given.flatMap(parts), utf8(']')];
    if (typeof given === 'object' && given !== null) {
      const members = Object.entries(given).flatMap(([k, v]) => [...text(k), ...parts(v)]);
      return [utf8('{'), ...members, utf8('}')];
    }
    if (Number.isSafeInteger(given)) return [length(given as number)];
    const bytes = new DataView(new ArrayBuffer(5));
    bytes.setUint8(0, 'd'.charCodeAt(0));
    bytes.setFloat32(1, given as number);
    return [new Uint8Array(bytes.buffer)];
  };
  return Uint8Array.from(parts(value).flatMap((part) => [...part]));
}

type Attributes = Record<string, number[] | string[] | string>;
const INTS = /ids$|true$|labels_int64s$/;

/** One tree: node 0 asks, 1 is the leaf of yes, 2 of no. */
const ONNX_STUMP: Attributes = {
  nodes_treeids: [0, 0, 0],
  nodes_nodeids: [0, 1, 2],
  nodes_featureids: [0, 0, 0],
  nodes_values: [0.1, 0, 0],
  nodes_modes: ['BRANCH_LEQ', 'LEAF', 'LEAF'],
  nodes_truenodeids: [1, 0, 0],
  nodes_falsenodeids: [2, 0, 0],
  nodes_missing_value_tracks_true: [0, 0, 0],
  target_treeids: [0, 0],
  target_nodeids: [1, 2],
  target_ids: [0, 0],
  target_weights: [1, 2],
  post_transform: 'NONE',
};

function onnx(attributes: Attributes, operator = 'TreeEnsembleRegressor'): Uint8Array {
  const message = (write: (writer: BinaryWriter) => void) => {
    const writer = new BinaryWriter();
    write(writer);
    return writer.finish();
  };
  const bytes = (writer: BinaryWriter, field: number, content: Uint8Array) =>
    writer.tag(field, WireType.LengthDelimited).bytes(content);
  const attribute = (name: string, value: number[] | string[] | string) =>
    message((writer) => {
      bytes(writer, 1, utf8(name));
      if (typeof value === 'string') bytes(writer, 4, utf8(value));
      else
        for (const item of value)
          if (typeof item === 'string') bytes(writer, 9, utf8(item));
          else if (INTS.test(name)) writer.tag(8, WireType.Varint).int64(item);
          else writer.tag(7, WireType.Bit32).float(item);
    });
  const node = message((writer) => {
    bytes(writer, 1, utf8('X'));
    bytes(writer, 2, utf8('Y'));
    bytes(writer, 4, utf8(operator));
    bytes(writer, 7, utf8('ai.onnx.ml'));
    for (const [name, value] of Object.entries(attributes))
      bytes(writer, 5, attribute(name, value));
  });
  const shape = message((writer) => {
    bytes(writer, 1, new Uint8Array());
    bytes(
      writer,
      1,
      message((dim) => dim.tag(1, WireType.Varint).int64(2)),
    );
  });
  const tensor = message((writer) => {
    writer.tag(1, WireType.Varint).int32(1);
    bytes(writer, 2, shape);
  });
  const input = message((writer) => {
    bytes(writer, 1, utf8('X'));
    bytes(
      writer,
      2,
      message((type) => bytes(type, 1, tensor)),
    );
  });
  const graph = message((writer) => {
    bytes(writer, 1, node);
    bytes(writer, 11, input);
  });
  return message((writer) => {
    writer.tag(1, WireType.Varint).int64(8);
    bytes(writer, 7, graph);
    const opset = message((set) => {
      bytes(set, 1, utf8('ai.onnx.ml'));
      set.tag(2, WireType.Varint).int64(1);
    });
    bytes(writer, 8, opset);
  });
}

function imported(format: TreeFormat, bytes: Uint8Array): TreeModel {
  const read = importTreeModel(format, bytes);
  if (!read.ok) throw new Error(`${read.error.path}: ${read.error.message}`);
  return read.value;
}

function refusalOf(format: TreeFormat, bytes: Uint8Array) {
  const read = importTreeModel(format, bytes);
  if (read.ok) throw new Error('accepted');
  return read.error;
}

/** The margins of rows of two features. */
function run(model: TreeModel, rows: readonly (readonly [number, number])[]): number[] {
  const out = new Float64Array(rows.length);
  const features = Float64Array.from(rows.flat());
  marginsOf(compileTrees(model), { rows: rows.length, features, layout: 'rows' }, out);
  return [...out];
}
/** What each first value reaches; leaves are worth 1 and 2. */
const leavesOf = (model: TreeModel, values: readonly number[]) =>
  run(
    model,
    values.map((value) => [value, 0] as const),
  ).map(Math.abs);
const codesOf = (model: TreeModel, codes: readonly number[]) =>
  run(
    model,
    codes.map((code) => [0, code] as const),
  ).map(Math.abs);

describe('LightGBM', () => {
  const at = (threshold: string) => imported('lightgbm-text', lightgbm([{ ...STUMP, threshold }]));
  // decision_type: 2 is default left; 4 and 8 are missing zero and missing NaN.
  it.each([
    ['none: NaN is 0', '0', [1, 1, 1, 2]],
    ['zero, right: NaN and zero go right', '4', [2, 2, 1, 2]],
    ['zero, left: NaN and zero go left, though above the threshold', '6', [1, 1, 1, 2]],
    ['NaN, right', '8', [2, 1, 1, 2]],
    ['NaN, left', '10', [1, 1, 1, 2]],
  ])('missing %s', (_name, type, expected) => {
    const model = imported('lightgbm-text', lightgbm([{ ...STUMP, decision_type: type }]));
    expect(leavesOf(model, [NaN, -0, -5, 31])).toEqual(expected);
  });

  it('reads infinite thresholds, which Number() does not', () => {
    expect(leavesOf(at('inf'), [1e308, Infinity, -Infinity])).toEqual([1, 1, 1]);
    expect(leavesOf(at('-inf'), [-1e308, -Infinity])).toEqual([2, 1]);
  });

  it('goes left at the threshold itself, and reads what is tiny as zero', () => {
    expect(leavesOf(at('30.5'), [30.5, 30.500000000000004])).toEqual([1, 2]);
    expect(leavesOf(at('0'), [1e-36, 1e-34, -1e-36])).toEqual([1, 2, 1]);
    expect(leavesOf(at('-1e-40'), [-1e-36, -1e-34, 0])).toEqual([2, 1, 2]);
  });

  it('cuts a category to a whole number; what is no code is in no set', () => {
    const model = imported('lightgbm-text', lightgbm([AMONG]));
    const codes = [0, 33, 1, 32, 64, 1e9, 1e300, -0.5, -1, 0.9, NaN, Infinity];
    expect(codesOf(model, codes)).toEqual([1, 1, 2, 2, 2, 2, 2, 1, 2, 1, 2, 2]);
  });

  it('sums a tree of one leaf, and averages a forest behind the margin', () => {
    const leaf = { num_leaves: '1', num_cat: '0', leaf_value: '0.25', is_linear: '0' };
    const model = imported('lightgbm-text', lightgbm([STUMP, leaf], { average_output: '' }));
    expect(leavesOf(model, [0])).toEqual([1.25]);
    expect(model.link).toEqual({ kind: 'sigmoid', slope: 1, divisor: 2 });
  });

  it.each([
    ['linear trees', { ...STUMP, is_linear: '1' }, {}, 'is_linear'],
    ['a threshold that is NaN', { ...STUMP, threshold: 'nan' }, {}, 'threshold'],
    ['a leaf that is infinite', { ...STUMP, leaf_value: '1 inf' }, {}, 'leaf_value'],
    ['a child that is not there', { ...STUMP, left_child: '-3' }, {}, 'left_child'],
    ['its own child', { ...STUMP, left_child: '0' }, {}, 'Tree=0'],
    ['a leaf with two parents', { ...STUMP, left_child: '-2' }, {}, 'Tree=0'],
    ['a feature that is not there', { ...STUMP, split_feature: '2' }, {}, 'split_feature'],
    ['counts that do not add up', { ...STUMP, internal_count: '2' }, {}, 'Tree=0'],
    ['an unknown line', { ...STUMP, leaf_coeff: '1' }, {}, 'leaf_coeff'],
    ['a set of another tree', { ...AMONG, threshold: '1' }, {}, 'threshold'],
    ['categories of a number', { ...AMONG, split_feature: '0' }, {}, 'threshold'],
    ['several classes', STUMP, { num_class: '3' }, 'num_class'],
    ['an unknown objective', STUMP, { objective: 'poisson' }, 'objective'],
    ['no objective', STUMP, { objective: '' }, 'objective'],
    ['an old version', STUMP, { version: 'v2' }, 'version'],
    ['two features of one name', STUMP, { feature_names: 'a a' }, 'feature_names'],
    ['a size that is not the tree', STUMP, { tree_sizes: '7' }, 'line'],
  ])('refuses %s, and says where', (_name, tree, header, path) => {
    expect(refusalOf('lightgbm-text', lightgbm([tree], header)).path).toContain(path);
  });
});

describe('XGBoost', () => {
  it('compares floats, strictly below; NaN by default', () => {
    const model = imported('xgboost-json', json(xgboost([XGB_STUMP])));
    // 0.1 as a float is above 0.1; the next float below it goes left.
    expect(leavesOf(model, [0.1, 0.0999999940395355, NaN, -Infinity, 1e308])).toEqual([
      2, 1, 1, 1, 2,
    ]);
    const zero = { ...XGB_STUMP, split_conditions: [0, 1, 2], default_left: [0, 0, 0] };
    const atZero = imported('xgboost-json', json(xgboost([zero])));
    expect(leavesOf(atZero, [-0, 0, -1e-45, -1e-46, NaN])).toEqual([2, 2, 1, 2, 2]);
  });

  it('sums in float32, tree after tree from the base margin', () => {
    const tree = { ...XGB_STUMP, split_conditions: [0.1, 0.1, 1e8] };
    const base = { base_score: '3E-1', num_class: '0', num_feature: '2' };
    const file = xgboost([tree, tree, tree], { learner_model_param: base });
    const f = Math.fround;
    let sum = -f(Math.log(f(f(1 / f(0.3)) - 1)));
    for (let i = 0; i < 3; i++) sum = f(sum + f(0.1));
    expect(run(imported('xgboost-json', json(file)), [[0, 0]])).toEqual([sum]);
  });

  it('sends what is in the set to the right, and NaN where the split says', () => {
    const model = imported('xgboost-json', json(xgboost([XGB_AMONG])));
    const codes = [0, 33, 33.7, 1, 64, -0.5, -0, 1e9, Infinity, NaN];
    expect(codesOf(model, codes)).toEqual([2, 2, 2, 1, 1, 1, 2, 1, 1, 2]);
    const left = { ...XGB_AMONG, default_left: [1, 0, 0] };
    expect(codesOf(imported('xgboost-json', json(xgboost([left]))), [NaN, 0])).toEqual([1, 2]);
  });

  it('passes over nodes that pruning deleted, when they are declared', () => {
    const grown = { ...XGB_STUMP, left_children: [3, -1, -1, -1], right_children: [2, -1, -1, -1] };
    const pruned = (num_deleted: string) => ({
      ...grown,
      ...{ base_weights: [0, 0, 0, 0], default_left: [1, 0, 0, 0], loss_changes: [1, 0, 0, 0] },
      ...{ parents: [2147483647, 0, 0, 0], split_conditions: [0.1, 9, 2, 1] },
      ...{ split_indices: [0, 2147483647, 0, 0], split_type: [0, 0, 0, 0] },
      sum_hessian: [8, 0, 5, 3],
      tree_param: { num_deleted, num_feature: '2', num_nodes: '4', size_leaf_vector: '0' },
    });
    const model = imported('xgboost-json', json(xgboost([pruned('1')])));
    expect(leavesOf(model, [0, 1])).toEqual([1, 2]);
    expect(refusalOf('xgboost-json', json(xgboost([pruned('0')]))).path).toContain('num_deleted');
  });

  it.each([
    ['a node that is not reached', { parents: [2147483647, 0, 1] }, 'left_children[0]'],
    ['its own child', { left_children: [0, -1, -1] }, 'left_children[0]'],
    ['one child', { left_children: [1, 2, -1] }, 'right_children[1]'],
    ['a feature that is not there', { split_indices: [9, 0, 0] }, 'split_indices[0]'],
    ['a number asked as a category', { split_type: [1, 0, 0] }, 'split_type[0]'],
    ['a list too short', { sum_hessian: [8, 3] }, 'sum_hessian'],
    ['a threshold no float holds', { split_conditions: [1e300, 1, 2] }, 'split_conditions[0]'],
    ['hessians that do not add up', { sum_hessian: [1, 3, 5] }, 'trees[0]'],
    ['a list that is not known', { leaf_vector: [] }, 'trees[0]'],
  ])('refuses %s, and says where', (_name, edit, path) => {
    const file = xgboost([{ ...XGB_STUMP, ...edit }]);
    expect(refusalOf('xgboost-json', json(file)).path).toContain(path);
    expect(refusalOf('xgboost-ubjson', ubjson(file)).path).toContain(path);
  });

  it.each([
    ['an objective', xgboost([XGB_STUMP], { objective: { name: 'count:poisson' } }), 'objective'],
    [
      'several classes',
      xgboost([XGB_STUMP], {
        learner_model_param: { base_score: '0.5', num_class: '3', num_feature: '2' },
      }),
      'learner_model_param',
    ],
    ['DART without its weights', xgboost([XGB_STUMP], {}, { name: 'dart' }), 'gradient_booster'],
    ['no trees', xgboost([]), 'trees'],
  ])('refuses %s that it does not know', (_name, file, path) => {
    expect(refusalOf('xgboost-json', json(file)).path).toContain(path);
  });

  it('refuses a name that stands twice, whatever its escapes', () => {
    const text = JSON.stringify(xgboost([XGB_STUMP]));
    const twice = text.replace('"version"', '"vers\\u0069on":[1,7,4],"version"');
    expect(refusalOf('xgboost-json', utf8(twice)).message).toContain('stands twice');
    const deep = utf8('['.repeat(100_000));
    expect(refusalOf('xgboost-json', deep).code).toBe('model-too-large');
    expect(refusalOf('xgboost-ubjson', deep).code).toBe('model-too-large');
  });
});

describe('ONNX', () => {
  // At the threshold 0.1f, below, above, and NaN.
  it.each([
    ['BRANCH_LEQ', 0, [1, 1, 2, 2]],
    ['BRANCH_LEQ', 1, [1, 1, 2, 1]],
    ['BRANCH_LT', 0, [2, 1, 2, 2]],
    ['BRANCH_GTE', 0, [1, 2, 1, 2]],
    ['BRANCH_GTE', 1, [1, 2, 1, 1]],
    ['BRANCH_GT', 0, [2, 2, 1, 2]],
    ['BRANCH_EQ', 0, [1, 2, 2, 2]],
    ['BRANCH_EQ', 1, [1, 2, 2, 1]],
    ['BRANCH_NEQ', 0, [2, 1, 1, 1]],
  ])('%s, missing tracks true %i', (mode, tracks, expected) => {
    const edit = {
      nodes_modes: [mode, 'LEAF', 'LEAF'],
      nodes_missing_value_tracks_true: [tracks, 0, 0],
    };
    const model = imported('onnx', onnx({ ...ONNX_STUMP, ...edit }));
    const near = [0.1, 0.0999999940395355, 0.10000000894069672, NaN];
    expect(leavesOf(model, near)).toEqual(expected);
  });

  const CLASSIFIER = Object.fromEntries(
    Object.entries(ONNX_STUMP).map(([key, value]) => [key.replace('target_', 'class_'), value]),
  );
  it('takes a classifier of two classes for the log-odds of the second', () => {
    const edit = { classlabels_int64s: [0, 1], class_weights: [-1, 2], post_transform: 'LOGISTIC' };
    const file = onnx({ ...CLASSIFIER, ...edit }, 'TreeEnsembleClassifier');
    const model = imported('onnx', file);
    expect(run(model, [[0, 0]])).toEqual([-1]);
    const golden = { rows: 1, features: new Float64Array(2), layout: 'rows' } as const;
    const expected = Float64Array.of(1 / (1 + Math.E));
    const checked = checkGolden(compileTrees(model), { ...golden, expected, of: 'output' });
    expect(checked).toEqual({ ok: true, value: 1 });
  });

  it.each([
    ['a node twice', { nodes_nodeids: [0, 1, 1] }, 'stands twice'],
    ['a child that is not there', { nodes_truenodeids: [7, 0, 0] }, 'no node 7'],
    ['its own child', { nodes_truenodeids: [0, 0, 0] }, 'two parents'],
    ['a weight of a branch', { target_nodeids: [0, 2] }, 'no leaf'],
    ['a mode', { nodes_modes: ['BRANCH_MEMBER', 'LEAF', 'LEAF'] }, 'mode'],
    ['a threshold that is NaN', { nodes_values: [NaN, 0, 0] }, 'threshold'],
    ['lists of several lengths', { nodes_values: [1] }, 'a list of 1'],
    ['vectors in leaves', { target_ids: [0, 1] }, 'one target'],
    ['an attribute', { nodes_values_as_tensor: 'x' }, 'attribute'],
    ['an aggregate', { aggregate_function: 'MAX' }, 'aggregate_function'],
  ])('refuses %s', (_name, edit, message) => {
    expect(refusalOf('onnx', onnx({ ...ONNX_STUMP, ...edit })).message).toContain(message);
  });

  it('refuses weights that are all positive, which the runtime does not pass through a link', () => {
    const edit = { classlabels_int64s: [0, 1], post_transform: 'LOGISTIC' };
    const file = onnx({ ...CLASSIFIER, ...edit }, 'TreeEnsembleClassifier');
    expect(refusalOf('onnx', file).message).toContain('all positive');
  });
});

/** A small generator of its own, so that a failing mutant can be made again from its seed. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const NASTY = [
  'inf',
  'nan',
  '-1',
  '0',
  '4294967296',
  '1e400',
  '',
  '{',
  '[[[[',
  '"',
  '\n',
  '2147483647',
];

function mutant(bytes: Uint8Array, next: (below: number) => number): Uint8Array {
  let out = [...bytes];
  for (let times = 1 + next(3); times > 0; times--) {
    const at = next(out.length + 1);
    const length = 1 + next(12);
    const kind = next(7);
    if (kind === 0) out = out.slice(0, at);
    else if (kind === 1) out[at] = next(256);
    else if (kind === 2) out.splice(at, length);
    else if (kind === 3) out.splice(at, 0, ...out.slice(at, at + length));
    else if (kind === 4) out.splice(at, length, ...utf8(NASTY[next(NASTY.length)]));
    else if (kind === 5) out[at] = (out[at] ?? 0) ^ (1 << next(8));
    else out.splice(at, 0, ...out.splice(next(out.length + 1), length));
  }
  return Uint8Array.from(out, (byte) => byte ?? 0);
}

/** Whatever an importer accepts can be compiled, run and explained, and answers with numbers. */
function use(model: TreeModel): void {
  const trees = compileTrees(model);
  const values = [NaN, 0, -0, 1, -1e308, Infinity, -Infinity, 33, 0.1];
  const rows = values.length;
  const { width } = trees;
  const features = Float64Array.from({ length: rows * width }, (_, i) => values[i % rows]);
  const batch = { rows, features, layout: 'rows' } as const;
  const out = new Float64Array(rows);
  marginsOf(trees, batch, out);
  if (model.linear === null) expect(out.some(Number.isNaN)).toBe(false);
  for (const kind of ['path-dependent', 'interventional'] as const) {
    const method = kind === 'interventional' ? { kind, background: batch } : { kind };
    const explainer = compileExplainer(trees, method);
    if (!explainer.ok) continue;
    const contributions = new Float64Array(rows * width);
    explainRows(explainer.value, batch, { contributions, margin: out });
    if (model.linear === null) expect(contributions.some(Number.isNaN)).toBe(false);
  }
}

const BOTH = xgboost([XGB_STUMP, XGB_AMONG]);
const SEEDS: readonly (readonly [TreeFormat, Uint8Array])[] = [
  ['lightgbm-text', lightgbm([STUMP, AMONG])],
  ['xgboost-json', json(BOTH)],
  ['xgboost-ubjson', ubjson(BOTH)],
  ['onnx', onnx(ONNX_STUMP)],
];

/** If this fails, one upload stops the service for everybody, or a wrong model gets in. */
it.each(SEEDS)('%s: 3,000 mutants are refused by name or are models', (format, bytes) => {
  use(imported(format, bytes));
  const counts = { refused: 0, accepted: 0 };
  for (let seed = 1; seed <= 3000; seed++) {
    const read = importTreeModel(format, mutant(bytes, generator(seed)));
    if (read.ok) use(read.value);
    else expect(read.error.path).not.toBe('');
    counts[read.ok ? 'accepted' : 'refused']++;
  }
  expect(counts.refused).toBeGreaterThan(1500);
});

it.each(SEEDS)('%s: no file that is cut short is accepted', (format, bytes) => {
  // Only Python writes a line after the parameters.
  const tail = format === 'lightgbm-text' ? 'pandas_categorical:null\n\n'.length : 0;
  for (let length = 0; length < bytes.length - tail - 1; length++) {
    const read = importTreeModel(format, bytes.subarray(0, length));
    if (read.ok) throw new Error(`accepted at ${length} of ${bytes.length}`);
  }
});

const MANY = 500_000;
const ones = '1'.repeat(MANY);

/** If this fails, one upload of some megabytes keeps a worker busy for minutes, or fills it. */
it.each<[string, TreeFormat, () => Uint8Array]>([
  ['a number of digits', 'lightgbm-text', () => lightgbm([{ ...STUMP, threshold: `${ones}x` }])],
  [
    'a range of colons',
    'lightgbm-text',
    () => lightgbm([STUMP], { feature_infos: `[${':'.repeat(MANY)} 1` }),
  ],
  ['a string without an end', 'xgboost-json', () => utf8(`{"${ones}`)],
  [
    'wrong items',
    'xgboost-json',
    () => {
      return json(xgboost([{ ...XGB_STUMP, parents: Array.from({ length: MANY }, () => 'x') }]));
    },
  ],
  ['wrong trees', 'xgboost-json', () => json(xgboost(Array.from({ length: MANY }, () => [])))],
  ['objects', 'xgboost-ubjson', () => utf8('[' + '{}'.repeat(MANY))],
  [
    'empty messages',
    'onnx',
    () => {
      const graph = new Uint8Array(2 * MANY).map((_, i) => (i % 2 === 0 ? 0x0a : 0));
      return new BinaryWriter().tag(7, WireType.LengthDelimited).bytes(graph).finish();
    },
  ],
])('refuses any number of %s in a file of %s at once', (_name, format, make) => {
  const bytes = make();
  const start = process.cpuUsage();
  expect(importTreeModel(format, bytes).ok).toBe(false);
  expect(process.cpuUsage(start).user / 1e6).toBeLessThan(5);
});

// That the data are there under REQUIRE_ALL is reference.spec.ts's to say.
const { REFERENCE_DATA } = process.env;
const TITLE = 'mutants of real models';
const REAL: readonly (readonly [TreeFormat, string])[] = [
  ['lightgbm-text', 'lgb_german_categorical.txt'],
  ['xgboost-json', 'xgb_german_dart.json'],
  ['xgboost-ubjson', 'xgb_german_dart.ubj'],
  ['onnx', 'onnx_lendingclub.onnx'],
];
if (REFERENCE_DATA === undefined) {
  process.stderr.write(`${TITLE}: skipped, REFERENCE_DATA is unset\n`);
  it.skip(TITLE, () => undefined);
} else
  it.each(REAL)('%s: mutants of %s are refused by name or are models', (format, name) => {
    const bytes = readFileSync(join(REFERENCE_DATA, 'scoring', 'reference', name));
    for (let seed = 1; seed <= 20; seed++) {
      const read = importTreeModel(format, mutant(bytes, generator(seed)));
      if (read.ok) use(read.value);
      else expect(read.error.path).not.toBe('');
    }
  });
