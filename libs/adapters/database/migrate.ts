import { DataSource, type MigrationInterface } from 'typeorm';
import { ROLES } from './roles.js';

type Migrations = readonly (new () => MigrationInterface)[];

/**
 * Runs every migration that has not run, in order of time, each in a transaction of its own.
 *
 * @param adminUrl the administrator, who hands what it makes over to the owner
 * @returns the names of those that ran now
 */
export async function migrateDatabase(adminUrl: string, migrations: Migrations): Promise<string[]> {
  const source = migrator(adminUrl, migrations);
  await source.initialize();
  try {
    const ran = await source.runMigrations({ transaction: 'each' });
    // Readiness compares what ran with what the code knows.
    await source.query(`GRANT SELECT ON public.assay_migration TO ${ROLES.app}`);
    return ran.map(({ name }) => name);
  } finally {
    await source.destroy();
  }
}

/** Names of the migrations known to the code that this database has not run, as its role sees it. */
export async function pendingMigrations(
  source: DataSource,
  migrations: Migrations,
): Promise<string[]> {
  const rows = await source.query<{ name: string }[]>('SELECT name FROM public.assay_migration');
  const ran = new Set(rows.map(({ name }) => name));
  return migrations.map((type) => new type().name ?? type.name).filter((name) => !ran.has(name));
}

function migrator(url: string, migrations: Migrations): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    migrations: [...migrations],
    migrationsTableName: 'assay_migration',
    applicationName: 'assay migrate',
  });
}
