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
  readonly card: string;
  readonly golden: string;
  readonly name: string;
}

/** `assay model import`: a tree model, with its card, becomes an artefact of a tenant. */
export function registerImport(
  model: Command,
  context: CommandContext,
  readMode: (text: string) => Mode,
): void {
  model
    .command('import <file>')
    .description('keep a tree model that reproduces its golden rows')
    .requiredOption('--tenant <slug>', 'whose model')
    .requiredOption('--format <format>', TREE_FORMATS.join(', '))
    .requiredOption('--card <file>', 'JSON: kind, event, horizonMonths, population, …')
    .requiredOption('--golden <file>', 'JSON: rows, expected, of (margin or output)')
    .option('--mode <mode>', 'live or test', readMode, 'test')
    .option('--name <text>', 'what the model is called', 'Trees')
    .action((file: string, options: ImportOptions) => importModel(context, file, options));
}

async function importModel(
  context: CommandContext,
  file: string,
  { tenant: slug, mode, format, card: cardPath, golden: goldenPath, name }: ImportOptions,
): Promise<void> {
  const card = z.record(z.string(), z.json()).safeParse(await readJsonFile(cardPath));
  if (!card.success) throw new LocalFault(`${cardPath} is not a JSON object`);
  const golden = await readGoldenFile(goldenPath);
  const bytes = await readGivenFile(file);
  const artefact = {
    ...card.data,
    format: 'assay-trees@1',
    file: { format, base64: bytes.toString('base64') },
  };
  const kept = await context.use(async (app) => {
    const tenant = await app.get(Tenants).bySlug(slug);
    if (!tenant) throw refused({ code: 'tenant-not-found' });
    const owner = { tenantId: tenant.tenantId, mode };
    const model = { name, artefact, golden, how: 'imported' } as const;
    return app.get(ImportModel).execute(COMMAND_LINE, owner, model);
  });
  if (!kept.ok) throw new LocalFault(`${refused(kept.error).message}\n  ${placeOf(kept.error)}`);
  context.print(`model ${kept.value.sha256}`);
  context.print(`  ${String(golden.rows.length)} golden rows reproduced, none kept`);
}

function placeOf(error: ImportModelRefusal): string {
  if (error.code !== 'golden-row-missed') return `${error.path}: ${error.detail}`;
  const { path, expected, answered } = error;
  return `${path}: ${String(expected)} expected, ${String(answered)} answered`;
}
