import type { Statement, Tx } from '#adapters/database';

const READ: Statement = {
  name: 'borrower_contact_read',
  text: 'SELECT email FROM control.borrower WHERE borrower_id = $1',
};

/** The address that a borrower has shown to be theirs; undefined when there is no such borrower. */
export async function borrowerEmail(tx: Tx, borrowerId: string): Promise<string | undefined> {
  const row = (await tx.query<{ email: string }>(READ, [borrowerId])).at(0);
  return row?.email;
}
