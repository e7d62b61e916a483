import { runMigrations } from 'bullmq';
import pg from 'pg';
import { ROLES } from '#adapters/database';
import { QUEUE_SCHEMA } from './backend.js';

/** Rows of these tables live for seconds: vacuum by count of dead rows, and without pausing. */
const VACUUM = [
  'autovacuum_vacuum_scale_factor = 0',
  'autovacuum_vacuum_threshold = 2000',
  'autovacuum_vacuum_cost_delay = 0',
  'autovacuum_analyze_scale_factor = 0',
  'autovacuum_analyze_threshold = 5000',
].join(', ');

// CREATE, as BullMQ makes a sequence for each queue when its first job comes.
const GRANTS = [
  `GRANT USAGE, CREATE ON SCHEMA ${QUEUE_SCHEMA} TO ${ROLES.queue}`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO ${ROLES.queue}`,
  `GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO ${ROLES.queue}`,
];

/** Those that the migrations made; what the queue's role made is its own already. */
const OUR_SEQUENCES = `SELECT format('${QUEUE_SCHEMA}.%I', relname) AS name FROM pg_class
  WHERE relnamespace = '${QUEUE_SCHEMA}'::regnamespace AND relkind = 'S'
    AND relowner = current_user::regrole`;

/**
 * Brings BullMQ's schema up to date as the administrator, and lets the queue's role use it.
 * Safe to repeat. Needs the roles to be there.
 */
export async function migrateQueue(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl, application_name: 'assay migrate' });
  await admin.connect();
  try {
    await runMigrations(admin, QUEUE_SCHEMA);
    for (const grant of GRANTS) await admin.query(grant);
    const { rows } = await admin.query<{ name: string }>(OUR_SEQUENCES);
    for (const { name } of rows)
      await admin.query(`GRANT USAGE, SELECT, UPDATE ON SEQUENCE ${name} TO ${ROLES.queue}`);
    for (const table of ['job', 'event'])
      await admin.query(`ALTER TABLE ${QUEUE_SCHEMA}.${table} SET (${VACUUM})`);
  } finally {
    await admin.end();
  }
}
