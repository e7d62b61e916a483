import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Jurisdiction, JURISDICTIONS } from '#score-engine';
import {
  CreateTenant,
  JURISDICTION_DEFAULT,
  ListTenants,
  type Tenant,
  type TenantRole,
} from '#tenancy';
import { COMMAND_LINE, type CommandContext, printTable, refused } from '../command-context.js';

const PAGE = 200;
const ROLES = ['recipient', 'provider'] as const;

interface CreateOptions {
  readonly legalName: string;
  readonly tradingName?: string;
  readonly role: readonly TenantRole[];
  readonly jurisdiction: Jurisdiction;
  readonly liveCells: number;
}

/** `assay tenant create|list`. */
export function registerTenant(program: Command, context: CommandContext): void {
  const tenant = program.command('tenant').description('institutions');
  tenant
    .command('create')
    .description('take an institution in')
    .argument('<slug>', 'its short name in addresses and commands', readSlug)
    .requiredOption('--legal-name <name>', 'its name in law')
    .option('--trading-name <name>', 'the name that borrowers know; by default its legal name')
    .requiredOption('--role <role...>', 'recipient, provider or both', readRole)
    .addOption(
      new Option('--jurisdiction <code>', 'whose law says by what nobody may be judged')
        .choices(JURISDICTIONS)
        .default(JURISDICTION_DEFAULT),
    )
    .option('--live-cells <number>', 'a power of two up to 4096', Number, 1)
    .action((slug: string, options: CreateOptions) => create(context, slug, options));
  tenant
    .command('list')
    .description('the institutions, in order of short name')
    .action(() => list(context));
}

async function create(
  context: CommandContext,
  slug: string,
  { legalName, tradingName = legalName, role, jurisdiction, liveCells }: CreateOptions,
): Promise<void> {
  const wish = { slug, legalName, tradingName, roles: [...new Set(role)], jurisdiction, liveCells };
  const created = await context.use((app) => app.get(CreateTenant).execute(COMMAND_LINE, wish));
  if (!created.ok) throw refused(created.error);
  context.print(`${created.value.slug} ${created.value.tenantId}`);
}

async function list(context: CommandContext): Promise<void> {
  const tenants = await context.use(async (app) => {
    const all: Tenant[] = [];
    for (;;) {
      const after = all.at(-1)?.slug ?? '';
      const page = await app.get(ListTenants).execute(COMMAND_LINE, after, PAGE);
      all.push(...page);
      if (page.length < PAGE) return all;
    }
  });
  const rows = tenants.map(({ slug, tenantId, roles, tradingName }) => [
    slug,
    tenantId,
    roles.join(','),
    tradingName,
  ]);
  printTable(context, [['SLUG', 'ID', 'ROLES', 'NAME'], ...rows]);
}

function readSlug(text: string): string {
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text) && text.length <= 40) return text;
  throw new InvalidArgumentError('must be lower-case words joined by hyphens, at most 40 long');
}

function readRole(text: string, before: readonly TenantRole[] = []): readonly TenantRole[] {
  const role = ROLES.find((one) => one === text);
  if (!role) throw new InvalidArgumentError(`must be ${ROLES.join(' or ')}`);
  return [...before, role];
}
