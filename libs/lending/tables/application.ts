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
  /** The tenant's own name of what is applied for; its policy decides. */
  readonly product: string;
  readonly termMonths: number | null;
  readonly createdAt: Date;
}

/** An application as the driver gives it. */
export interface ApplicationRow {
  readonly application_id: string;
  readonly subject_id: string;
  readonly reference: string;
  readonly amount_minor: number;
  readonly currency: string;
  readonly product: string;
  readonly term_months: number | null;
  readonly created_at: Date;
}

const COLUMNS = `application_id, subject_id, reference, amount_minor, currency, product, term_months,
  created_at`;

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
  text: `INSERT INTO app.application (cell_id, ${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (cell_id, application_id) DO NOTHING RETURNING application_id`,
};

/** Writes an application; false when it is there already. */
export async function insertApplication(tx: Tx, application: Application): Promise<boolean> {
  const { applicationId, subjectId, reference, amountMinor, currency, createdAt } = application;
  const { product, termMonths } = application;
  const rows = await tx.query(INSERT, [
    tx.cell.cellId,
    applicationId,
    subjectId,
    reference,
    amountMinor,
    currency,
    product,
    termMonths,
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
    product: row.product,
    termMonths: row.term_months,
    createdAt: row.created_at,
  };
}
