import type { Command } from 'commander';
import { z } from 'zod';
import type { Mode } from '#kernel';
import { ImportModel, type ImportModelRefusal } from '#models';
import { TREE_FORMATS } from '#score-engine';
import { Tenants } from '#tenancy';
import { COMMAND_LINE, type CommandContext, refused } from '../command-context.js';
import { LocalFault } from '../local/local-fault.js';
import { readGivenFile, readGoldenFile, readJsonFile } from './golden-file.js';

interface ImportOptions {
  readonly tenant: string;
  readonly mode: Mode;
  readonly format: string;
  readonly card?: string;
  readonly golden?: string;
  readonly name: string;
}

/** What a scorecard or a logistic regression is: its own JSON says which. */
const ARTEFACT_FORMAT = 'assay-json';

/** `assay model import`: an artefact, or a tree model with its card, is kept as a tenant's. */
export function registerImport(
  model: Command,
  context: CommandContext,
  readMode: (text: string) => Mode,
): void {
  model
    .command('import <file>')
    .description('keep a model that reproduces its golden rows')
    .requiredOption('--tenant <slug>', 'whose model')
    .requiredOption('--format <format>', [...TREE_FORMATS, ARTEFACT_FORMAT].join(', '))
    .option('--card <file>', 'JSON: kind, event, horizonMonths, population, …; for trees')
    .option('--golden <file>', 'JSON: rows, expected, of (margin or output); trees must')
    .option('--mode <mode>', 'live or test', readMode, 'test')
    .option('--name <text>', 'what the model is called', 'Model')
    .action((file: string, options: ImportOptions) => importModel(context, file, options));
}

async function importModel(
  context: CommandContext,
  file: string,
  options: ImportOptions,
): Promise<void> {
  const { tenant: slug, mode, golden: goldenPath, name } = options;
  const artefact = await readArtefactFile(file, options);
  const golden = goldenPath === undefined ? undefined : await readGoldenFile(goldenPath);
  const kept = await context.use(async (app) => {
    const tenant = await app.get(Tenants).bySlug(slug);
    if (!tenant) throw refused({ code: 'tenant-not-found' });
    const owner = { tenantId: tenant.tenantId, mode };
    const model = { name, artefact, golden, how: 'imported' } as const;
    return app.get(ImportModel).execute(COMMAND_LINE, owner, model);
  });
  if (!kept.ok) throw new LocalFault(`${refused(kept.error).message}\n  ${placeOf(kept.error)}`);
  context.print(`model ${kept.value.sha256}`);
  if (golden) context.print(`  ${String(golden.rows.length)} golden rows reproduced, none kept`);
}

async function readArtefactFile(
  file: string,
  { format, card: cardPath }: ImportOptions,
): Promise<Readonly<Record<string, unknown>>> {
  if (format === ARTEFACT_FORMAT) return readObject(file);
  if (cardPath === undefined)
    throw new LocalFault('--card is needed: a tree file does not tell it');
  const card = await readObject(cardPath);
  const bytes = await readGivenFile(file);
  return { ...card, format: 'assay-trees@1', file: { format, base64: bytes.toString('base64') } };
}

async function readObject(path: string): Promise<Readonly<Record<string, unknown>>> {
  const read = z.record(z.string(), z.json()).safeParse(await readJsonFile(path));
  if (!read.success) throw new LocalFault(`${path} is not a JSON object`);
  return read.data;
}

function placeOf(error: ImportModelRefusal): string {
  if (error.code !== 'golden-row-missed') return `${error.path}: ${error.detail}`;
  const { path, expected, answered } = error;
  return `${path}: ${String(expected)} expected, ${String(answered)} answered`;
}
