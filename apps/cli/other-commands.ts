import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';
import { commandEnvironment, withUseCases } from './context.js';
import { registerFresh } from './fresh/register-fresh.js';
import { registerKey } from './key/register-key.js';
import { registerLocal } from './local/register-local.js';
import { registerMigrate } from './migrate.js';
import { registerModel } from './model/register-model.js';
import { registerScore } from './score/register-score.js';
import { registerStaff } from './staff/register-staff.js';
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

/** Every command but `start`. */
export function registerOthers(program: Command): void {
  registerLocal(program);
  registerFresh(program);
  registerMigrate(program, context);
  registerTenant(program, context);
  registerKey(program, context);
  registerStaff(program, context);
  registerModel(program, context);
  registerScore(program, context);
}
