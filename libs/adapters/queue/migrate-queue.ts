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

const GRANTS = [
  `GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO ${ROLES.queue}`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO ${ROLES.queue}`,
  `GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO ${ROLES.queue}`,
  `GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO ${ROLES.queue}`,
];

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
    for (const table of ['job', 'event'])
      await admin.query(`ALTER TABLE ${QUEUE_SCHEMA}.${table} SET (${VACUUM})`);
  } finally {
    await admin.end();
  }
}
