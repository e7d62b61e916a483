import type { Result } from '#kernel';
import type { z } from 'zod';
import { ForestBuilder } from './forest-builder.js';
import { decimal, shown } from './number-text.js';
import { importing, malformed, unsupported, type ModelRefusal } from './refusal.js';
import { readStrictJson } from './strict-json.js';
import type { Forest, Link, ModelFeature, TreeModel } from './tree-model.js';
import { readUbjson } from './ubjson.js';
import { XgboostFile, type XgboostBooster, type XgboostLearner } from './xgboost-schema.js';
import { readXgboostTree } from './xgboost-tree.js';

/**
 * Reads an XGBoost JSON model of one output: gbtree, dart or gblinear.
 *
 * @source XGBoost `doc/model.schema`, `src/predictor/cpu_predictor.cc`: what is read here is what
 * `Booster.predict` does with a `DMatrix` whose missing value is NaN, over all trees
 */
export function importXgboostJson(bytes: Uint8Array): Result<TreeModel, ModelRefusal> {
  return importing(() => modelOf(readStrictJson(bytes)));
}

/** The same in Universal Binary JSON. */
export function importXgboostUbjson(bytes: Uint8Array): Result<TreeModel, ModelRefusal> {
  return importing(() => modelOf(readUbjson(bytes)));
}

function modelOf(json: unknown): TreeModel {
  const parsed = XgboostFile.safeParse(json);
  if (!parsed.success) throw refusalOf(parsed.error);
  const { learner } = parsed.data;
  const { num_class, num_target } = learner.learner_model_param;
  if (num_class > 1 || (num_target ?? 1) > 1)
    throw unsupported('learner.learner_model_param', 'more than one output');
  const link = linkOf(learner);
  const features = featuresOf(learner);
  const booster = learner.gradient_booster;
  const linear = booster.name === 'gblinear' ? booster.model.weights.map(Math.fround) : null;
  if (linear !== null && linear.length !== features.length + 1)
    throw malformed(`${BOOSTER}.model.weights`, 'one weight a feature, and the bias');
  const margin = baseOf(learner);
  return {
    source: 'xgboost',
    features,
    precision: 'float32',
    base: linear === null ? margin : Math.fround(linear[features.length] + margin),
    link,
    linear: linear === null ? null : Float64Array.from(linear.slice(0, -1)),
    forest: forestOf(booster, features),
  };
}

const BOOSTER = 'learner.gradient_booster';

function refusalOf(error: z.ZodError) {
  const issue = error.issues[0];
  const path = issue.path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
  const place = path === '' ? 'file' : path.slice(1);
  return issue.code === 'unrecognized_keys'
    ? unsupported(place, `not known: ${shown(issue.keys.join(', '))}`)
    : malformed(place, issue.message);
}

function linkOf({ objective }: XgboostLearner): Link {
  const { name } = objective;
  if (name === 'binary:logistic' || name === 'reg:logistic' || name === 'binary:logitraw')
    return { kind: 'sigmoid', slope: 1, divisor: 1 };
  if (name === 'reg:squarederror' || name === 'reg:linear')
    return { kind: 'identity', slope: 1, divisor: 1 };
  throw unsupported('learner.objective.name', `objective ${shown(name)}`);
}

/** The base score stands in the file as an output; each sum begins with its margin, a float. */
function baseOf({ learner_model_param, objective }: XgboostLearner): number {
  const path = 'learner.learner_model_param.base_score';
  const text = learner_model_param.base_score;
  const bare = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  const score = Math.fround(decimal(bare, () => path));
  if (!objective.name.includes('log')) return score;
  if (!(score > 0 && score < 1)) throw malformed(path, 'a probability, above 0 and below 1');
  return -Math.fround(Math.log(Math.fround(Math.fround(1 / score) - 1)));
}

/** Types whose values are numbers: float, integer, indicator, quantity. */
const NUMERIC = new Set(['float', 'int', 'i', 'q']);

function featuresOf(learner: XgboostLearner): ModelFeature[] {
  const { feature_names: names, feature_types: types, learner_model_param } = learner;
  const width = learner_model_param.num_feature;
  for (const [key, list] of Object.entries({ feature_names: names, feature_types: types }))
    if (list.length > 0 && list.length !== width)
      throw malformed(`learner.${key}`, `${width} features have ${list.length}`);
  if (new Set(names).size < names.length)
    throw malformed('learner.feature_names', 'two features of one name');
  return Array.from({ length: width }, (_, i) => {
    const type = types[i] ?? 'float';
    if (type !== 'c' && !NUMERIC.has(type))
      throw unsupported(`learner.feature_types[${i}]`, `type ${shown(type)}`);
    return { name: names[i] ?? `f${i}`, categorical: type === 'c', labels: null };
  });
}

function forestOf(booster: XgboostBooster, features: readonly ModelFeature[]): Forest {
  const builder = new ForestBuilder(true);
  if (booster.name === 'gblinear') return builder.build();
  const dart = booster.name === 'dart';
  const within = dart ? `${BOOSTER}.gbtree.model` : `${BOOSTER}.model`;
  const { model } = dart ? booster.gbtree : booster;
  checkTrees(model, within);
  const { trees } = model;
  const weights = dart ? booster.weight_drop : trees.map(() => 1);
  if (weights.length !== trees.length)
    throw malformed(`${BOOSTER}.weight_drop`, `${trees.length} trees have ${weights.length}`);
  for (const [i, tree] of trees.entries())
    builder.add(readXgboostTree(tree, `${within}.trees[${i}]`, features, weights[i]));
  return builder.build();
}

type TreesModel = Extract<XgboostBooster, { name: 'gbtree' }>['model'];

function checkTrees({ gbtree_model_param, ...model }: TreesModel, within: string): void {
  const { trees, tree_info, iteration_indptr } = model;
  const { num_trees, size_leaf_vector = 0 } = gbtree_model_param;
  if (num_trees !== trees.length)
    throw malformed(`${within}.gbtree_model_param.num_trees`, `there are ${trees.length} trees`);
  if (size_leaf_vector > 1)
    throw unsupported(`${within}.gbtree_model_param.size_leaf_vector`, 'vectors in leaves');
  if (tree_info.length !== trees.length || tree_info.some((group) => group !== 0))
    throw unsupported(`${within}.tree_info`, 'one group, 0, for each tree');
  if (iteration_indptr !== undefined && iteration_indptr.at(-1) !== trees.length)
    throw malformed(`${within}.iteration_indptr`, `there are ${trees.length} trees`);
}
