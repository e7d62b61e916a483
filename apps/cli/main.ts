import { Command, CommanderError } from 'commander';
import { processEnvironment, stopWithParent } from '#adapters/config';
import type { CommandContext } from './command-context.js';
import { commandEnvironment, withUseCases } from './context.js';
import { registerFresh } from './fresh/register-fresh.js';
import { registerKey } from './key/register-key.js';
import { registerLocal } from './local/register-local.js';
import { LocalFault } from './local/local-fault.js';
import { registerMigrate } from './migrate.js';
import { registerModel } from './model/register-model.js';
import { registerStaff } from './staff/register-staff.js';
import { registerStart } from './start/register-start.js';
import { registerTenant } from './tenant/register-tenant.js';

const context: CommandContext = {
  use: async (deed) => withUseCases(await commandEnvironment(), deed),
  print: (line) => {
    process.stdout.write(`${line}\n`);
  },
  readInput: async () => {
    const parts: Buffer[] = [];
    for await (const part of process.stdin) parts.push(part as Buffer);
    return Buffer.concat(parts)
      .toString('utf8')
      .replace(/\r?\n$/, '');
  },
};

/** Runs a command; a fault of the user's world is one message and exit code 1. */
async function main(): Promise<void> {
  stopWithParent();
  const program = new Command('assay').description('consented credit scoring').exitOverride();
  registerStart(program);
  registerLocal(program);
  registerFresh(program);
  registerMigrate(program, context);
  registerTenant(program, context);
  registerKey(program, context);
  registerStaff(program, context);
  registerModel(program, context);
  try {
    await program.parseAsync();
  } catch (fault) {
    if (fault instanceof CommanderError) process.exitCode = fault.exitCode;
    else {
      process.stderr.write(`${fault instanceof LocalFault ? fault.message : describe(fault)}\n`);
      process.exitCode = fault instanceof LocalFault ? fault.exitCode : 1;
    }
  }
}

function describe(fault: unknown): string {
  const detailed = processEnvironment()['LOG_LEVEL'] === 'debug';
  if (!(fault instanceof Error)) return String(fault);
  return detailed ? (fault.stack ?? fault.message) : `Failed: ${fault.message}`;
}

await main();
