import type { Statement, Tx } from '#adapters/database';

/** A policy as a tenant keeps it, in its home cell. Immutable. */
export interface StoredPolicy {
  readonly sha256: string;
  readonly product: string;
  readonly name: string;
  /** Canonical JSON. */
  readonly body: string;
  readonly createdAt: Date;
}

const COLUMNS = 'sha256, product, name, body, created_at AS "createdAt"';
const INSERT: Statement = {
  name: 'policy_insert',
  text: `INSERT INTO app.policy (cell_id, sha256, product, name, body, created_at)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (cell_id, sha256) DO NOTHING RETURNING sha256`,
};
const READ: Statement = {
  name: 'policy_read',
  text: `SELECT ${COLUMNS} FROM app.policy WHERE cell_id = $1 AND sha256 = $2`,
};
const LIST: Statement = {
  name: 'policy_list',
  text: `SELECT ${COLUMNS} FROM app.policy WHERE cell_id = $1
    ORDER BY created_at DESC, sha256 LIMIT $2`,
};

/** Keeps a policy; false when it is kept already. */
export async function insertPolicy(tx: Tx, policy: StoredPolicy): Promise<boolean> {
  const { sha256, product, name, body, createdAt } = policy;
  const values = [tx.cell.cellId, sha256, product, name, body, createdAt];
  return (await tx.query(INSERT, values)).length === 1;
}

/** The policy of a hash in this (home) cell. */
export async function readPolicyRow(tx: Tx, sha256: string): Promise<StoredPolicy | undefined> {
  return (await tx.query<StoredPolicy>(READ, [tx.cell.cellId, sha256]))[0];
}

/** The newest policies of this (home) cell. */
export async function listPolicies(tx: Tx, limit: number): Promise<StoredPolicy[]> {
  return tx.query<StoredPolicy>(LIST, [tx.cell.cellId, limit]);
}
