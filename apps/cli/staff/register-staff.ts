import { randomBytes } from 'node:crypto';
import { type Command, Option } from 'commander';
import { CreateStaff, type StaffRole } from '#identity';
import { COMMAND_LINE, type CommandContext, refused } from '../command-context.js';

const DRAWN_BYTES = 18;

interface CreateOptions {
  readonly name: string;
  readonly role: StaffRole;
  readonly tenant?: string;
  readonly passwordFromInput?: boolean;
}

/** `assay staff create`. */
export function registerStaff(program: Command, context: CommandContext): void {
  const staff = program.command('staff').description('those who work for institutions or for us');
  staff
    .command('create')
    .description('give somebody an account; a drawn password is shown this once')
    .argument('<email>')
    .requiredOption('--name <name>')
    .addOption(
      new Option('--role <role>').choices(['compliance', 'operator', 'risk']).makeOptionMandatory(),
    )
    .option('--tenant <slug>', 'the institution that they work for; without it, the platform')
    .option('--password-from-input', 'read the password from standard input')
    .action((email: string, options: CreateOptions) => create(context, email, options));
}

async function create(
  context: CommandContext,
  email: string,
  { name, role, tenant, passwordFromInput = false }: CreateOptions,
): Promise<void> {
  // Never an argument: those are read by every process of the machine.
  const password = passwordFromInput
    ? await context.readInput()
    : randomBytes(DRAWN_BYTES).toString('base64url');
  const wish = { email, name, role, tenant: tenant ?? null, password };
  const created = await context.use((app) => app.get(CreateStaff).execute(COMMAND_LINE, wish));
  if (!created.ok) throw refused(created.error);
  context.print(created.value.staffId);
  if (!passwordFromInput) context.print(password);
}
