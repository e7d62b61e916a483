import { invariant } from '#kernel';
import type { Statement, Tx } from '#adapters/database';
import { type Application, type ApplicationRow, toApplication } from './application.js';

const RESERVE: Statement = {
  name: 'application_reference_reserve',
  text: `INSERT INTO app.application_reference
      (cell_id, application_id, subject_id, reference, amount_minor, currency, product,
        term_months, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (cell_id, reference) DO NOTHING`,
};
const READ: Statement = {
  name: 'application_reference_read',
  text: `SELECT application_id, subject_id, reference, amount_minor, currency, product, term_months,
      created_at
    FROM app.application_reference WHERE cell_id = $1 AND reference = $2`,
};

/**
 * Takes a reference for an application, in the cell that the reference's hash names, and gives the
 * application that has it: this one, or the one that was first. Safe to repeat.
 */
export async function reserveReference(tx: Tx, application: Application): Promise<Application> {
  const { applicationId, subjectId, reference, amountMinor, currency } = application;
  const { product, termMonths, createdAt } = application;
  const { cellId } = tx.cell;
  const asked = [subjectId, reference, amountMinor, currency, product, termMonths, createdAt];
  tx.send(RESERVE, [cellId, applicationId, ...asked]);
  const [row] = await tx.query<ApplicationRow>(READ, [cellId, reference]);
  invariant(row, 'a reference that was taken is there');
  return toApplication(row);
}
