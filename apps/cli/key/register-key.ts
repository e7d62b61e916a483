import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Mode } from '#kernel';
import {
  type ApiKeyRecord,
  CreateKey,
  isScope,
  ListKeys,
  type NewApiKey,
  RevokeKey,
  RotateKey,
  type Scope,
  SCOPES,
} from '#tenancy';
import { COMMAND_LINE, type CommandContext, printTable, refused } from '../command-context.js';

interface CreateOptions {
  readonly mode: Mode;
  readonly name: string;
  readonly scope: readonly Scope[];
}

/** `assay key create|rotate|revoke|list`. */
export function registerKey(program: Command, context: CommandContext): void {
  const key = program.command('key').description('API keys of institutions');
  key
    .command('create')
    .description('give an institution a key, shown this once')
    .argument('<tenant>', "the institution's short name")
    .addOption(new Option('--mode <mode>').choices(['live', 'test']).makeOptionMandatory())
    .requiredOption('--name <name>', 'what it is for')
    .option('--scope <scope...>', `of ${SCOPES.join(', ')}; none by default`, readScope, [])
    .action((tenant: string, options: CreateOptions) => create(context, tenant, options));
  key
    .command('rotate')
    .description('replace a key; the old one stays valid for 24 hours')
    .argument('<key-id>')
    .action((keyId: string) => rotate(context, keyId));
  key
    .command('revoke')
    .description('end a key: refused everywhere within a second')
    .argument('<key-id>')
    .action((keyId: string) => revoke(context, keyId));
  key
    .command('list')
    .description("an institution's keys, the oldest first")
    .argument('<tenant>', "the institution's short name")
    .action((tenant: string) => list(context, tenant));
}

async function create(
  context: CommandContext,
  tenant: string,
  { mode, name, scope }: CreateOptions,
): Promise<void> {
  const wish = { tenant, mode, name, scopes: scope };
  const created = await context.use((app) => app.get(CreateKey).execute(COMMAND_LINE, wish));
  if (!created.ok) throw refused(created.error);
  show(context, created.value);
}

async function rotate(context: CommandContext, keyId: string): Promise<void> {
  const rotated = await context.use((app) => app.get(RotateKey).execute(COMMAND_LINE, keyId));
  if (!rotated.ok) throw refused(rotated.error);
  show(context, rotated.value);
}

async function revoke(context: CommandContext, keyId: string): Promise<void> {
  const revoked = await context.use((app) => app.get(RevokeKey).execute(COMMAND_LINE, keyId));
  if (!revoked.ok) throw refused(revoked.error);
  context.print(`${keyId} is revoked`);
}

async function list(context: CommandContext, tenant: string): Promise<void> {
  const listed = await context.use((app) => app.get(ListKeys).execute(COMMAND_LINE, tenant));
  if (!listed.ok) throw refused(listed.error);
  const rows = listed.value.map((key) => [
    key.keyId,
    key.mode,
    stateOf(key),
    key.lastUsedAt?.toISOString() ?? 'never',
    key.name,
    key.scopes.join(','),
  ]);
  printTable(context, [['ID', 'MODE', 'STATE', 'LAST USED', 'NAME', 'SCOPES'], ...rows]);
}

function stateOf({ revokedAt, expiresAt }: ApiKeyRecord): string {
  if (revokedAt) return `revoked ${revokedAt.toISOString()}`;
  return expiresAt ? `until ${expiresAt.toISOString()}` : 'valid';
}

/** The key alone on its line, so that a script can read it. */
const show = (context: CommandContext, { key }: NewApiKey) => context.print(key ?? '');

function readScope(text: string, before: readonly Scope[]): readonly Scope[] {
  if (!isScope(text)) throw new InvalidArgumentError(`must be one of ${SCOPES.join(', ')}`);
  return [...before, text];
}
