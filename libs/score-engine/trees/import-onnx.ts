import type { Result } from '#kernel';
import { ForestBuilder } from './forest-builder.js';
import { MODEL_FEATURES_MAX } from './limits.js';
import { shown } from './number-text.js';
import { readOnnxGraph, type OnnxEnsemble } from './onnx-graph.js';
import { readOnnxTrees, type OnnxNodes, type OnnxWeights } from './onnx-trees.js';
import { importing, malformed, tooLarge, unsupported, type ModelRefusal } from './refusal.js';
import type { Link, TreeModel } from './tree-model.js';

/**
 * Reads an ONNX model that is one TreeEnsembleRegressor or binary TreeEnsembleClassifier of floats.
 *
 * ONNX names no features: they are f0, f1, … in the order of the input's columns. Its sums have no
 * fixed order; ours are floats, tree after tree.
 *
 * @source ONNX operators ai.onnx.ml; onnxruntime `tree_ensemble_common.h`
 */
export function importOnnx(bytes: Uint8Array): Result<TreeModel, ModelRefusal> {
  return importing(() => modelOf(new Attributes(readOnnxGraph(bytes))));
}

const NODE = 'nodes_';

function modelOf(attributes: Attributes): TreeModel {
  const classifier = attributes.operator === 'TreeEnsembleClassifier';
  const nodes: OnnxNodes = {
    tree: attributes.ints(`${NODE}treeids`),
    node: attributes.ints(`${NODE}nodeids`),
    feature: attributes.ints(`${NODE}featureids`),
    value: attributes.floats(`${NODE}values`),
    mode: attributes.texts(`${NODE}modes`),
    whenTrue: attributes.ints(`${NODE}truenodeids`),
    whenFalse: attributes.ints(`${NODE}falsenodeids`),
    missingTrue: attributes.ints(`${NODE}missing_value_tracks_true`),
  };
  attributes.floats(`${NODE}hitrates`);
  const prefix = classifier ? 'class' : 'target';
  const weights: OnnxWeights = {
    tree: attributes.ints(`${prefix}_treeids`),
    node: attributes.ints(`${prefix}_nodeids`),
    target: attributes.ints(`${prefix}_ids`),
    weight: attributes.floats(`${prefix}_weights`),
  };
  const base = attributes.floats('base_values');
  if (base.length > 1) throw unsupported(attributes.path, 'more than one base value');
  const link = classifier ? binaryLink(attributes, weights) : targetLink(attributes, weights);
  attributes.close();
  const width = widthOf(attributes, nodes);
  const builder = new ForestBuilder(false);
  for (const tree of readOnnxTrees(nodes, weights, width)) builder.add(tree);
  const features = Array.from({ length: width }, (_, i) => {
    return { name: `f${i}`, categorical: false, labels: null };
  });
  return {
    source: 'onnx',
    features,
    precision: 'float32',
    base: base[0] ?? 0,
    link,
    linear: null,
    forest: builder.build(),
  };
}

function widthOf({ width, path }: Attributes, { feature }: OnnxNodes): number {
  const used = feature.reduce((a, b) => Math.max(a, b), 0) + 1;
  if (used > MODEL_FEATURES_MAX) throw tooLarge(path, `more than ${MODEL_FEATURES_MAX} features`);
  if (width !== undefined && used > width)
    throw malformed(path, `feature ${used - 1} of an input of ${width}`);
  return width ?? used;
}

function targetLink(attributes: Attributes, { target }: OnnxWeights): Link {
  const { path } = attributes;
  if ((attributes.int('n_targets') ?? 1) !== 1 || target.some((id) => id !== 0))
    throw unsupported(path, 'more than one target');
  const aggregate = attributes.text('aggregate_function') ?? 'SUM';
  if (aggregate !== 'SUM') throw unsupported(path, `aggregate_function ${shown(aggregate)}`);
  const transform = attributes.text('post_transform') ?? 'NONE';
  if (transform === 'NONE') return { kind: 'identity', slope: 1, divisor: 1 };
  if (transform === 'LOGISTIC') return { kind: 'sigmoid', slope: 1, divisor: 1 };
  throw unsupported(path, `post_transform ${shown(transform)}`);
}

/** Two classes with the weights of one: the sum is that of the second class. */
function binaryLink(attributes: Attributes, { target, weight }: OnnxWeights): Link {
  const { path } = attributes;
  const labels = attributes.ints('classlabels_int64s').length;
  const classes = labels + attributes.texts('classlabels_strings').length;
  if (classes !== 2 || target.some((id) => id !== target[0]))
    throw unsupported(path, 'a classifier of two classes with the weights of one');
  const transform = attributes.text('post_transform') ?? 'NONE';
  if (transform !== 'NONE' && transform !== 'LOGISTIC')
    throw unsupported(path, `post_transform ${shown(transform)}`);
  // The runtime takes sums of weights that are all positive for probabilities as they are.
  if (weight.every((value) => value >= 0))
    throw unsupported(path, 'class weights that are all positive');
  return { kind: transform === 'NONE' ? 'identity' : 'sigmoid', slope: 1, divisor: 1 };
}

/** The ensemble's attributes; each is asked for by name, and none may be left over. */
class Attributes {
  readonly path = 'model.graph.node[0]';
  private readonly left: Set<string>;

  constructor(private readonly ensemble: OnnxEnsemble) {
    this.left = new Set(ensemble.attributes.keys());
  }

  get operator(): string {
    return this.ensemble.operator;
  }

  get width(): number | undefined {
    return this.ensemble.width;
  }

  ints(name: string): number[] {
    return this.take(name)?.ints(8) ?? [];
  }

  floats(name: string): number[] {
    return this.take(name)?.floats(7) ?? [];
  }

  texts(name: string): string[] {
    return this.take(name)?.texts(9) ?? [];
  }

  int(name: string): number | undefined {
    return this.take(name)?.int(3, 'i');
  }

  text(name: string): string | undefined {
    return this.take(name)?.text(4, 's');
  }

  /** What nobody asked for would be passed over. */
  close(): void {
    for (const name of this.left)
      throw unsupported(`${this.path}.${name}`, 'an attribute that is not known');
  }

  private take(name: string) {
    this.left.delete(name);
    return this.ensemble.attributes.get(name);
  }
}
