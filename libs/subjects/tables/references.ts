import type { Statement, Tx } from '#adapters/database';

const REFERENCES: Statement = {
  name: 'subject_references',
  text: `SELECT subject_id AS "subjectId", reference FROM app.subject
    WHERE cell_id = $1 AND subject_id = ANY ($2::uuid[])`,
};

/** How the tenant itself calls these subjects, by id. */
export async function referencesOf(
  tx: Tx,
  subjectIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.query<{ subjectId: string; reference: string }>(REFERENCES, [
    tx.cell.cellId,
    subjectIds,
  ]);
  return new Map(rows.map(({ subjectId, reference }) => [subjectId, reference]));
}
