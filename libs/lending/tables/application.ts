import type { Statement, Tx } from '#adapters/database';

/** An application for credit, in the cell of the subject that applies. Never changed. */
export interface Application {
  readonly applicationId: string;
  readonly subjectId: string;
  /** The tenant's own; one application a reference and tenant. */
  readonly reference: string;
  readonly amountMinor: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly createdAt: Date;
}

/** An application as the driver gives it. */
export interface ApplicationRow {
  readonly application_id: string;
  readonly subject_id: string;
  readonly reference: string;
  readonly amount_minor: number;
  readonly currency: string;
  readonly created_at: Date;
}

const COLUMNS = 'application_id, subject_id, reference, amount_minor, currency, created_at';

const READ: Statement = {
  name: 'application_read',
  text: `SELECT ${COLUMNS} FROM app.application WHERE cell_id = $1 AND application_id = $2`,
};

/** The application; undefined when this cell has none of that id. */
export async function readApplication(
  tx: Tx,
  applicationId: string,
): Promise<Application | undefined> {
  return (await tx.query<ApplicationRow>(READ, [tx.cell.cellId, applicationId])).map(
    toApplication,
  )[0];
}

const INSERT: Statement = {
  name: 'application_insert',
  text: `INSERT INTO app.application (cell_id, ${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (cell_id, application_id) DO NOTHING RETURNING application_id`,
};

/** Writes an application; false when it is there already. */
export async function insertApplication(tx: Tx, application: Application): Promise<boolean> {
  const { applicationId, subjectId, reference, amountMinor, currency, createdAt } = application;
  const rows = await tx.query(INSERT, [
    tx.cell.cellId,
    applicationId,
    subjectId,
    reference,
    amountMinor,
    currency,
    createdAt,
  ]);
  return rows.length === 1;
}

/** The application that a row holds. */
export function toApplication(row: ApplicationRow): Application {
  return {
    applicationId: row.application_id,
    subjectId: row.subject_id,
    reference: row.reference,
    amountMinor: row.amount_minor,
    currency: row.currency,
    createdAt: row.created_at,
  };
}
