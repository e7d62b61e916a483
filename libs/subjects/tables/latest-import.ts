import type { Statement, Tx } from '#adapters/database';
import type { SubjectKind } from '#score-engine';

const LATEST: Statement = {
  name: 'import_latest_as_of',
  text: `SELECT max(as_of) AS "asOf" FROM app.import
    WHERE cell_id = $1 AND kind = $2 AND status = 'done'`,
};

/** As-of instant of the tenant's newest finished import of a kind; asked in its home cell. */
export async function latestAsOf(tx: Tx, kind: SubjectKind): Promise<Date | undefined> {
  const [row] = await tx.query<{ asOf: Date | null }>(LATEST, [tx.cell.cellId, kind]);
  return row?.asOf ?? undefined;
}
