import type { Statement, Tx } from '#adapters/database';

const ADD: Statement = {
  name: 'identifier_add',
  text: `INSERT INTO app.identifier (cell_id, kind, hash, subject_id)
         SELECT $1, 'email', u.hash, u.subject_id FROM unnest($2::bytea[], $3::uuid[])
           AS u (hash, subject_id)
         ON CONFLICT (cell_id, kind, hash, subject_id) DO NOTHING`,
};
const REMOVE: Statement = {
  name: 'identifier_remove',
  text: `DELETE FROM app.identifier i USING unnest($2::bytea[], $3::uuid[]) AS u (hash, subject_id)
         WHERE i.cell_id = $1 AND i.kind = 'email' AND i.hash = u.hash
           AND i.subject_id = u.subject_id`,
};
const FIND: Statement = {
  name: 'identifier_find',
  text: `SELECT subject_id FROM app.identifier
         WHERE cell_id = $1 AND kind = 'email' AND hash = $2
         ORDER BY subject_id LIMIT $3`,
};

/** That an address, by its keyed hash, leads to a subject. */
export interface Identifier {
  readonly hash: Buffer;
  readonly subjectId: string;
}

/** Writes index rows; those that are there already stay. The cell is the one that the hash names. */
export function addIdentifiers(tx: Tx, identifiers: readonly Identifier[]): void {
  if (identifiers.length > 0) tx.send(ADD, valuesOf(tx, identifiers));
}

/** Removes index rows; those that are not there are not missed. */
export function removeIdentifiers(tx: Tx, identifiers: readonly Identifier[]): void {
  if (identifiers.length > 0) tx.send(REMOVE, valuesOf(tx, identifiers));
}

/** The subjects under a hash, at most `limit`. */
export async function findIdentifiers(tx: Tx, hash: Buffer, limit: number): Promise<string[]> {
  const rows = await tx.query<{ subject_id: string }>(FIND, [tx.cell.cellId, hash, limit]);
  return rows.map((row) => row.subject_id);
}

const valuesOf = (tx: Tx, identifiers: readonly Identifier[]): unknown[] => [
  tx.cell.cellId,
  identifiers.map(({ hash }) => hash),
  identifiers.map(({ subjectId }) => subjectId),
];
