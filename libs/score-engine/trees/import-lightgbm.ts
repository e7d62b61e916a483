import type { Result } from '#kernel';
import { ForestBuilder } from './forest-builder.js';
import { readLightgbmTree, TREE_KEYS } from './lightgbm-tree.js';
import {
  at,
  need,
  readLightgbmText,
  type Block,
  type FeatureKind,
  type LightgbmText,
} from './lightgbm-text.js';
import { MODEL_FEATURES_MAX } from './limits.js';
import { decimal, shown, whole } from './number-text.js';
import { importing, malformed, tooLarge, unsupported, type ModelRefusal } from './refusal.js';
import { labelsOf } from './lightgbm-labels.js';
import type { Link, ModelFeature, TreeModel } from './tree-model.js';

/**
 * Reads a LightGBM text model (versions 3 and 4; gbdt, dart, goss, rf) of one output.
 *
 * @source LightGBM `src/boosting/gbdt_model_text.cpp`, `src/io/tree.cpp`: what is read here is what
 * `Booster.predict` does with a matrix of float64
 */
export function importLightgbm(bytes: Uint8Array): Result<TreeModel, ModelRefusal> {
  return importing(() => modelOf(readLightgbmText(bytes)));
}

const HEADER_KEYS = new Set([
  'version',
  'num_class',
  'num_tree_per_iteration',
  'label_index',
  'max_feature_idx',
  'objective',
  'average_output',
  'feature_names',
  'monotone_constraints',
  'feature_infos',
  'tree_sizes',
]);

function modelOf(text: LightgbmText): TreeModel {
  const { header, trees } = text;
  checkKeys(header, HEADER_KEYS);
  const version = need(header, 'version');
  if (version !== 'v3' && version !== 'v4')
    throw unsupported(at(header, 'version'), `version ${shown(version)}; v3 and v4 are known`);
  for (const key of ['num_class', 'num_tree_per_iteration'])
    if (need(header, key) !== '1') throw unsupported(at(header, key), 'more than one output');
  if (trees.length === 0) throw malformed(at(header, 'tree_sizes'), 'a model without trees');
  const kinds = kindsOf(header);
  const covered = trees.every(
    (tree) =>
      tree.values.get('num_leaves') === '1' ||
      (tree.values.has('internal_count') && tree.values.has('leaf_count')),
  );
  const builder = new ForestBuilder(covered);
  for (const tree of trees) {
    checkKeys(tree, TREE_KEYS);
    builder.add(readLightgbmTree(tree, kinds, covered));
  }
  const labels = labelsOf(text, kinds);
  const features = namesOf(header, kinds.length).map((name, i): ModelFeature => {
    return {
      name,
      categorical: labels[i] !== null || kinds[i] === 'categorical',
      labels: labels[i],
    };
  });
  const link = linkOf(header, trees.length);
  const forest = builder.build();
  return {
    source: 'lightgbm',
    features,
    precision: 'float64',
    base: 0,
    link,
    linear: null,
    forest,
  };
}

function checkKeys(block: Block, known: ReadonlySet<string>): void {
  for (const key of block.values.keys())
    if (!known.has(key)) throw unsupported(at(block, key), `${key} is not known`);
}

const RANGE = /^\[[^:]+:[^:]+\]$/;
const RANGE_MAX = 100;
const SET = /^-?\d+(?::-?\d+)*$/;

function kindsOf(header: Block): FeatureKind[] {
  const max = [0, 10 * MODEL_FEATURES_MAX] as const;
  const count =
    whole(need(header, 'max_feature_idx'), () => at(header, 'max_feature_idx'), max) + 1;
  if (count > MODEL_FEATURES_MAX)
    throw tooLarge(at(header, 'max_feature_idx'), `more than ${MODEL_FEATURES_MAX} features`);
  const infos = need(header, 'feature_infos').split(' ');
  if (infos.length !== count)
    throw malformed(at(header, 'feature_infos'), `${count} features have ${infos.length} entries`);
  return infos.map((info) => {
    if (info === 'none') return 'unused';
    if (info.length <= RANGE_MAX && RANGE.test(info)) return 'numeric';
    if (SET.test(info)) return 'categorical';
    throw malformed(at(header, 'feature_infos'), `not a range or a set: ${shown(info)}`);
  });
}

function namesOf(header: Block, count: number): string[] {
  const path = at(header, 'feature_names');
  const names = need(header, 'feature_names').split(' ');
  if (names.length !== count || names.includes(''))
    throw malformed(path, `${count} features have ${names.length} names`);
  if (new Set(names).size < count) throw malformed(path, 'two features of one name');
  return names;
}

/** Objectives whose output is the sum itself. */
const IDENTITY = ['regression', 'regression_l1', 'huber', 'fair', 'quantile', 'mape'];

function linkOf(header: Block, trees: number): Link {
  const path = at(header, 'objective');
  const [name = '', ...rest] = need(header, 'objective').split(' ');
  const parameters = rest.filter((parameter) => parameter !== '');
  const divisor = header.values.has('average_output') ? trees : 1;
  if (name === 'binary') return { kind: 'sigmoid', slope: sigmoidOf(parameters, path), divisor };
  if (name === 'cross_entropy' && parameters.length === 0)
    return { kind: 'sigmoid', slope: 1, divisor };
  if (IDENTITY.includes(name) && !parameters.includes('sqrt'))
    return { kind: 'identity', slope: 1, divisor };
  throw unsupported(path, `objective ${shown(need(header, 'objective'))}`);
}

function sigmoidOf([given = '', ...more]: readonly string[], path: string): number {
  if (!given.startsWith('sigmoid:') || more.length > 0)
    throw malformed(path, 'binary has one parameter, sigmoid');
  const slope = decimal(given.slice('sigmoid:'.length), () => path);
  if (slope <= 0) throw malformed(path, 'sigmoid is above 0');
  return slope;
}
