import { MODEL_BYTES_MAX, MODEL_FEATURES_MAX } from './limits.js';
import { shown } from './number-text.js';
import { Message } from './onnx-wire.js';
import { malformed, tooLarge, unsupported } from './refusal.js';

/** The one tree ensemble of an ONNX model. */
export interface OnnxEnsemble {
  readonly operator: string;
  readonly attributes: ReadonlyMap<string, Message>;
  /** What the graph says of its input; undefined when it leaves the width open. */
  readonly width: number | undefined;
}

/** Operators that only name, cast or box what the ensemble answers. */
const AFTER = new Set(['Cast', 'Identity', 'ZipMap']);
const ENSEMBLES = new Set(['TreeEnsembleClassifier', 'TreeEnsembleRegressor']);
const FLOAT = 1;

/**
 * Finds the ensemble, and sees that nothing else has a part in its answer.
 *
 * @source onnx/onnx-ml.proto: the numbers of the fields
 */
export function readOnnxGraph(bytes: Uint8Array): OnnxEnsemble {
  if (bytes.length > MODEL_BYTES_MAX) throw tooLarge('file', `over ${MODEL_BYTES_MAX} bytes`);
  const model = Message.read(bytes, 'model').only([1, 2, 3, 4, 5, 6, 7, 8, 14]);
  const graph = model.message(7, 'graph')?.only([1, 2, 10, 11, 12, 13]);
  if (graph === undefined) throw malformed('model', 'no graph');
  checkOperators(model);
  const inputs = graph.messages(11, 'input');
  if (inputs.length !== 1) throw unsupported('model.graph.input', 'one input of all features');
  const ensemble = ensembleOf(graph, inputs[0].text(1, 'name'));
  const operator = ensemble.text(4, 'op_type');
  return { operator, attributes: attributesOf(ensemble), width: widthOf(inputs[0]) };
}

/** The first node, which reads the input; those behind it change no number. */
function ensembleOf(graph: Message, input: string): Message {
  const nodes = graph.messages(1, 'node').map((node) => node.only([1, 2, 3, 4, 5, 6, 7]));
  const [ensemble, ...rest] = nodes;
  if (ensemble === undefined) throw malformed('model.graph', 'no nodes');
  const operator = ensemble.text(4, 'op_type');
  if (!ENSEMBLES.has(operator) || ensemble.text(7, 'domain') !== 'ai.onnx.ml')
    throw unsupported(ensemble.path, `${shown(operator)}; a tree ensemble comes first`);
  const given = ensemble.texts(1);
  if (given.length !== 1 || given[0] !== input)
    throw malformed(ensemble.path, 'the ensemble reads the input of the graph');
  for (const node of rest)
    if (!AFTER.has(node.text(4, 'op_type')))
      throw unsupported(node.path, `${shown(node.text(4, 'op_type'))} after the ensemble`);
  return ensemble;
}

/** ai.onnx.ml 1 to 4: version 5 has another ensemble. */
function checkOperators(model: Message): void {
  const sets = model.messages(8, 'opset_import');
  const found = sets.filter((set) => set.text(1, 'domain') === 'ai.onnx.ml');
  const version = found.length === 1 ? found[0].int(2, 'version') : 0;
  if (!(version >= 1 && version <= 4))
    throw unsupported('model.opset_import', 'ai.onnx.ml of version 1 to 4');
}

function attributesOf(node: Message): Map<string, Message> {
  const attributes = new Map<string, Message>();
  for (const attribute of node.messages(5, 'attribute')) {
    const name = attribute.text(1, 'name');
    if (attributes.has(name)) throw malformed(attribute.path, `${shown(name)} stands twice`);
    attributes.set(name, attribute);
  }
  return attributes;
}

/** [rows, width] of floats; the width may be open. */
function widthOf(input: Message): number | undefined {
  const tensor = input.message(2, 'type')?.message(1, 'tensor_type');
  if (tensor?.int(1, 'elem_type') !== FLOAT)
    throw unsupported(input.path, 'an input that is not a tensor of floats');
  const dimensions = tensor.message(2, 'shape')?.messages(1, 'dim') ?? [];
  if (dimensions.length === 0) return undefined;
  if (dimensions.length !== 2) throw unsupported(input.path, 'an input of rows and features');
  return dimensions[1].has(1) ? checkedWidth(dimensions[1], input.path) : undefined;
}

function checkedWidth(dimension: Message, path: string): number {
  const width = dimension.int(1, 'dim_value');
  if (width < 1) throw malformed(path, 'a width of at least 1');
  if (width > MODEL_FEATURES_MAX) throw tooLarge(path, `more than ${MODEL_FEATURES_MAX} features`);
  return width;
}
