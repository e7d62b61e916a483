import { invariant } from '#kernel';
import type { Statement, Tx } from '#adapters/database';

/** What a product was decided by from a version on. Immutable; versions have no gap. */
export interface PolicyDeployment {
  readonly product: string;
  readonly version: number;
  readonly sha256: string;
  readonly act: 'approved' | 'rolled_back';
  /** The version that a rollback from this one goes back to. */
  readonly previous: number | null;
  readonly proposedBy: string | null;
  readonly decidedBy: string;
  readonly deployedAt: Date;
}

const COLUMNS = `product, version, sha256, act, previous, proposed_by AS "proposedBy",
  decided_by AS "decidedBy", deployed_at AS "deployedAt"`;
const LOCK: Statement = {
  name: 'policy_product_lock',
  text: `INSERT INTO app.policy_product (cell_id, product, version) VALUES ($1, $2, 0)
    ON CONFLICT (cell_id, product) DO UPDATE SET version = policy_product.version
    RETURNING version`,
};
const MOVE: Statement = {
  name: 'policy_product_move',
  text: 'UPDATE app.policy_product SET version = $3 WHERE cell_id = $1 AND product = $2',
};
const INSERT: Statement = {
  name: 'policy_deployment_insert',
  text: `INSERT INTO app.policy_deployment (cell_id, product, version, sha256, act, previous,
      proposed_by, decided_by, deployed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
};
const READ: Statement = {
  name: 'policy_deployment_read',
  text: `SELECT ${COLUMNS} FROM app.policy_deployment
    WHERE cell_id = $1 AND product = $2 AND version = $3`,
};
const NEWEST: Statement = {
  name: 'policy_deployment_newest',
  text: `SELECT ${COLUMNS} FROM app.policy_deployment
    WHERE cell_id = $1 AND product = $2 ORDER BY version DESC LIMIT $3`,
};

/** Locks a product's deployments until the transaction ends; gives the version in force, or 0. */
export async function lockProduct(tx: Tx, product: string): Promise<number> {
  const [row] = await tx.query<{ version: number }>(LOCK, [tx.cell.cellId, product]);
  invariant(row, 'an upsert gives its row');
  return row.version;
}

/** Puts a version into force; the product is locked. */
export function putPolicyDeployment(tx: Tx, deployment: PolicyDeployment): void {
  const { product, version, sha256, act, previous } = deployment;
  const { proposedBy, decidedBy, deployedAt } = deployment;
  const { cellId } = tx.cell;
  const values = [product, version, sha256, act, previous, proposedBy, decidedBy, deployedAt];
  tx.send(INSERT, [cellId, ...values]);
  tx.send(MOVE, [cellId, product, version]);
}

/** A version of a product's. */
export async function readPolicyDeployment(
  tx: Tx,
  product: string,
  version: number,
): Promise<PolicyDeployment | undefined> {
  const values = [tx.cell.cellId, product, version];
  return (await tx.query<PolicyDeployment>(READ, values))[0];
}

/** The newest versions of a product, the one in force first. */
export async function newestPolicyDeployments(
  tx: Tx,
  product: string,
  limit: number,
): Promise<PolicyDeployment[]> {
  return tx.query<PolicyDeployment>(NEWEST, [tx.cell.cellId, product, limit]);
}
