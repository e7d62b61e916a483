import type pg from 'pg';

/** Tables that a score touches. */
const LIKE = [
  'consent',
  'subject_features',
  'score',
  'operation',
  'audit_entry',
  'access_decision',
];

/**
 * The floor's tables: columns, checks and indexes of ours, in the same server; one cell, no
 * partitions, no row-level security, no triggers. Filled from ours.
 */
export async function makeFloorTables(admin: pg.Pool): Promise<void> {
  await admin.query('CREATE SCHEMA floor');
  for (const name of LIKE)
    await admin.query(`CREATE TABLE floor.${name} (LIKE app.${name} INCLUDING ALL)`);
  await admin.query('INSERT INTO floor.consent SELECT * FROM app.consent');
  await admin.query(
    `INSERT INTO floor.subject_features
     SELECT f.* FROM app.subject_features f JOIN bench.subject s
       ON s.cell_id = f.cell_id AND s.subject_id = f.subject_id ORDER BY s.cell_id, s.n`,
  );
}
