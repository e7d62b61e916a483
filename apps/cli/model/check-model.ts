import { type Command, CommanderError } from 'commander';
import { holdToGolden } from '#models';
import {
  compileExplainer,
  compileTrees,
  type CompiledTrees,
  explainRows,
  importTreeModel,
  linked,
  marginsOf,
  TREE_FORMATS,
} from '#score-engine';
import { type CommandContext, printTable } from '../command-context.js';
import { LocalFault } from '../local/local-fault.js';
import { type GoldenFile, MISUSED, readGivenFile, readGoldenFile } from './golden-file.js';

/** How `assay model check` ends, beside 0. */
const CHECK_EXIT = { missed: 1, refused: 2, usage: MISUSED } as const;

interface CheckOptions {
  readonly format: string;
  readonly golden?: string;
  readonly explain?: boolean;
}

/** `assay model check`: what an import would say of a file, without a service or a database. */
export function registerCheck(model: Command, context: CommandContext): void {
  model
    .command('check <file>')
    .description('read a tree model and hold it to golden rows; keeps nothing')
    .requiredOption('--format <format>', TREE_FORMATS.join(', '))
    .option('--golden <file>', 'JSON: rows, expected, of (margin or output)')
    .option('--explain', 'print what each feature adds to each golden row’s margin')
    .exitOverride((fault) => {
      throw fault.exitCode === 0
        ? fault
        : new CommanderError(CHECK_EXIT.usage, fault.code, fault.message);
    })
    .action((file: string, options: CheckOptions) => checkModel(context, file, options));
}

/** @throws LocalFault that says what is wrong, and how the command ends */
async function checkModel(
  context: CommandContext,
  file: string,
  { format: name, golden: goldenPath, explain = false }: CheckOptions,
): Promise<void> {
  const format = TREE_FORMATS.find((one) => one === name);
  if (!format)
    throw new LocalFault(`--format must be ${TREE_FORMATS.join(' or ')}`, {
      exitCode: CHECK_EXIT.usage,
    });
  if (explain && goldenPath === undefined)
    throw new LocalFault('--explain needs --golden: it explains those rows', {
      exitCode: CHECK_EXIT.usage,
    });
  const bytes = await readGivenFile(file);
  const golden = goldenPath === undefined ? undefined : await readGoldenFile(goldenPath);
  const model = importTreeModel(format, bytes);
  if (!model.ok) throw refusedAt(model.error);
  const trees = compileTrees(model.value);
  context.print(
    `${model.value.source}: ${String(trees.root.length)} trees, ${String(trees.splits)} splits`,
  );
  context.print(`features: ${model.value.features.map((feature) => feature.name).join(', ')}`);
  if (!golden) return;
  hold(trees, golden);
  context.print(`golden rows: ${String(golden.rows.length)} of ${String(golden.rows.length)}`);
  printRows(context, trees, golden, explain);
}

const refusedAt = (refusal: {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}) =>
  new LocalFault(`${refusal.code} at ${refusal.path}: ${refusal.message}`, {
    exitCode: CHECK_EXIT.refused,
  });

function hold(trees: CompiledTrees, golden: GoldenFile): void {
  const held = holdToGolden(trees, golden);
  if (held.ok) return;
  const { error } = held;
  if (error.code === 'golden-rows-unsound')
    throw new LocalFault(`${error.code} at ${error.path}: ${error.detail}`, {
      exitCode: CHECK_EXIT.usage,
    });
  const { row, expected, answered } = error;
  throw new LocalFault(
    `${error.code}: row ${String(row)} is ${String(expected)}, the model answers ${String(answered)}`,
    { exitCode: CHECK_EXIT.missed },
  );
}

/** Each row's margin, log-odds, and what each feature adds where asked. */
function printRows(
  context: CommandContext,
  trees: CompiledTrees,
  golden: GoldenFile,
  explain: boolean,
): void {
  const rows = golden.rows.length;
  const features = Float64Array.from(golden.rows.flat(), (value) => value ?? Number.NaN);
  const batch = { rows, features, layout: 'rows' } as const;
  const margin = new Float64Array(rows);
  marginsOf(trees, batch, margin);
  const explained = explain ? explanationOf(trees, batch) : undefined;
  const names = trees.model.features.map(({ name }) => name);
  const heading = ['ROW', 'MARGIN', 'LOGIT', ...(explained ? ['EXPECTED', ...names] : [])];
  const lines = Array.from(margin, (value, row) => {
    const parts = explained
      ? [
          explained.expected,
          ...explained.contributions.subarray(row * trees.width, (row + 1) * trees.width),
        ]
      : [];
    return [row, value, linked(trees.link, value), ...parts].map(String);
  });
  printTable(context, [heading, ...lines]);
}

function explanationOf(trees: CompiledTrees, batch: Parameters<typeof explainRows>[1]) {
  const explainer = compileExplainer(trees, { kind: 'path-dependent' });
  if (!explainer.ok)
    throw refusedAt({ ...explainer.error, code: 'model-unsupported', path: 'explanation' });
  const contributions = new Float64Array(batch.rows * trees.width);
  explainRows(explainer.value, batch, { contributions, margin: new Float64Array(batch.rows) });
  return { expected: explainer.value.expected, contributions };
}
