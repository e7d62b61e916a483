import type { Command } from 'commander';
import pg from 'pg';
import type { Environment } from '#adapters/config';
import { migrateDatabase, prepareRoles } from '#adapters/database';
import { migrateQueue } from '#adapters/queue';
import { ALL_MIGRATIONS } from '#catalogue';
import type { CommandContext } from './command-context.js';
import { commandEnvironment } from './context.js';
import { LocalFault } from './local/local-fault.js';

/** `assay migrate`. */
export function registerMigrate(program: Command, context: CommandContext): void {
  program
    .command('migrate')
    .description('create the roles and bring the database up to date (needs DATABASE_ADMIN_URL)')
    .action(async () => {
      const ran = await migrateAll(await commandEnvironment());
      context.print(ran.length === 0 ? 'up to date' : ran.join('\n'));
    });
}

/** Roles, then every lib's migrations in order of time, then the queue's schema. */
export async function migrateAll(environment: Environment): Promise<string[]> {
  const need = (key: string): string => {
    const value = environment[key];
    if (value === undefined) throw new LocalFault(`${key} is not set; migrations need it.`);
    return value;
  };
  const adminUrl = need('DATABASE_ADMIN_URL');
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await prepareRoles(admin, {
      app: need('DATABASE_URL'),
      control: need('CONTROL_URL'),
      relay: need('RELAY_URL'),
      queue: need('QUEUE_URL'),
    });
  } finally {
    await admin.end();
  }
  const ran = await migrateDatabase(adminUrl, ALL_MIGRATIONS);
  await migrateQueue(adminUrl);
  return ran;
}
