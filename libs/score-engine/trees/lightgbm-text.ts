import { BLOCK_LINES_MAX, MODEL_BYTES_MAX, TREES_MAX } from './limits.js';
import { shown } from './number-text.js';
import { malformed, tooLarge } from './refusal.js';

/** The parts of a LightGBM text model, not yet read. */
export interface LightgbmText {
  readonly header: Block;
  readonly trees: readonly Block[];
  /** What stands between `parameters:` and `end of parameters`, by name. */
  readonly parameters: ReadonlyMap<string, string>;
  /** The JSON after `pandas_categorical:`; null where there is none. */
  readonly pandasCategorical: string | null;
}

/** Lines `key=value`, and keys that stand alone, with the line of each. */
export interface Block {
  readonly path: string;
  readonly values: ReadonlyMap<string, string>;
  readonly lines: ReadonlyMap<string, number>;
}

/** What a feature's line of `feature_infos` says of its values. */
export type FeatureKind = 'numeric' | 'categorical' | 'unused';

const KEY = /^[a-z_]+$/;

/** Cuts the file into its blocks, each tree held to the size that the header gives for it. */
export function readLightgbmText(bytes: Uint8Array): LightgbmText {
  const lines = new Lines(textOf(bytes));
  if (lines.next() !== 'tree') throw malformed('line 1', 'a LightGBM model begins with `tree`');
  const header = readBlock(lines, 'header');
  const sizes = (header.values.get('tree_sizes') ?? '').split(' ').filter((size) => size !== '');
  const trees = readTrees(lines, sizes);
  if (trees.length !== sizes.length)
    throw malformed(`line ${lines.number}`, `${sizes.length} trees were promised`);
  return { header, trees, ...readTail(lines) };
}

function readTrees(lines: Lines, sizes: readonly string[]): Block[] {
  const trees: Block[] = [];
  let begun = lines.offset;
  for (let line = lines.next(); line !== 'end of trees'; line = lines.next()) {
    if (line === '') continue;
    const where = `line ${lines.number}`;
    const name = `Tree=${trees.length}`;
    if (line !== name)
      throw malformed(where, `${name} or \`end of trees\` stands here, not ${shown(line)}`);
    if (trees.length === TREES_MAX) throw tooLarge(where, `more than ${TREES_MAX} trees`);
    trees.push(readBlock(lines, name));
    if (lines.peek() === '') lines.next();
    if (String(lines.offset - begun) !== sizes[trees.length - 1])
      throw malformed(
        where,
        'the tree is not of the size in tree_sizes: the file was cut or edited',
      );
    begun = lines.offset;
  }
  return trees;
}

/** UTF-8, within the bound: LightGBM writes nothing else, and its sizes are in bytes of ASCII. */
function textOf(bytes: Uint8Array): string {
  if (bytes.length > MODEL_BYTES_MAX) throw tooLarge('file', `over ${MODEL_BYTES_MAX} bytes`);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed('file', 'not UTF-8');
  }
}

/** The lines of a text, each ended by \n; a last one without its end is a file cut short. */
class Lines {
  number = 0;
  offset = 0;

  constructor(private readonly text: string) {}

  peek(): string | undefined {
    const end = this.text.indexOf('\n', this.offset);
    return end < 0 ? undefined : this.text.slice(this.offset, end);
  }

  /** The rest without an end; it is left where it is. */
  rest(): string {
    return this.text.slice(this.offset);
  }

  next(): string {
    const line = this.peek();
    if (line === undefined) throw malformed(`line ${this.number + 1}`, 'the file ends too early');
    this.offset += line.length + 1;
    this.number++;
    return line;
  }
}

/** Up to a blank line, which is taken too. */
function readBlock(lines: Lines, path: string): Block {
  const values = new Map<string, string>();
  const at = new Map<string, number>();
  for (let line = lines.next(); line !== ''; line = lines.next()) {
    const cut = line.indexOf('=');
    const key = cut < 0 ? line : line.slice(0, cut);
    const where = `line ${lines.number}`;
    if (!KEY.test(key)) throw malformed(where, `not a key: ${shown(key)}`);
    if (values.size === BLOCK_LINES_MAX) throw tooLarge(where, `over ${BLOCK_LINES_MAX} lines`);
    if (values.has(key)) throw malformed(where, `${key} stands twice in ${path}`);
    values.set(key, cut < 0 ? '' : line.slice(cut + 1));
    at.set(key, lines.number);
  }
  return { path, values, lines: at };
}

const PARAMETER = /^\[(\w+): (.*)\]$/;
const CATEGORIES = 'pandas_categorical:';

/** What follows the trees: importances, which are not ours to judge, parameters, categories. */
function readTail(lines: Lines): Pick<LightgbmText, 'parameters' | 'pandasCategorical'> {
  for (let line = lines.next(); line !== 'parameters:'; line = lines.next());
  const parameters = readParameters(lines);
  let line = lines.peek();
  for (; line === ''; line = lines.peek()) lines.next();
  const last = line ?? lines.rest();
  if (last === '') return { parameters, pandasCategorical: null };
  if (!last.startsWith(CATEGORIES))
    throw malformed(`line ${lines.number + 1}`, `not known: ${shown(last)}`);
  return { parameters, pandasCategorical: last.slice(CATEGORIES.length) };
}

function readParameters(lines: Lines): Map<string, string> {
  const parameters = new Map<string, string>();
  for (let line = lines.next(); line !== 'end of parameters'; line = lines.next()) {
    if (line === '') continue;
    const [, name, value] = PARAMETER.exec(line) ?? [];
    if (parameters.size === BLOCK_LINES_MAX)
      throw tooLarge(`line ${lines.number}`, `over ${BLOCK_LINES_MAX} parameters`);
    if (name === undefined || value === undefined || parameters.has(name))
      throw malformed(`line ${lines.number}`, 'not a parameter, or one that stands twice');
    parameters.set(name, value);
  }
  return parameters;
}

/** Where a key of a block stands. */
export function at(block: Block, key: string): string {
  const line = block.lines.get(key);
  return line === undefined ? `${block.path}: ${key}` : `line ${line} (${block.path}: ${key})`;
}

/** A key's value, or a refusal. */
export function need(block: Block, key: string): string {
  const value = block.values.get(key);
  if (value === undefined) throw malformed(`${block.path}: ${key}`, `${key} is missing`);
  return value;
}
