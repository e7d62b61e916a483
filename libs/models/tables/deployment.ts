import type { SubjectKind } from '#score-engine';
import type { Statement, Tx } from '#adapters/database';
import type { DeploymentTerms } from '../deployments/terms.js';

/** A version of what a tenant scores a kind of subject with. Never changed: the next one follows. */
export interface Deployment {
  readonly kind: SubjectKind;
  /** 1, 2, … by kind. */
  readonly version: number;
  /** Shuffles the subjects over champion and challengers; a rollback brings the old one back. */
  readonly salt: string;
  readonly terms: DeploymentTerms;
  /** How it came into force. */
  readonly act: 'approved' | 'rolled_back';
  /** The version in force before it; for a rollback, before the one that it restores. */
  readonly previous: number | null;
  /** The version that a rollback restores. */
  readonly restores: number | null;
  readonly proposalId: string | null;
  /** The members of staff; a rollback is one person's act. */
  readonly proposedBy: string | null;
  readonly decidedBy: string;
  readonly deployedAt: Date;
}

const COLUMNS = `d.kind, d.version, d.salt, d.terms, d.act, d.previous, d.restores,
  d.proposal_id AS "proposalId", d.proposed_by AS "proposedBy", d.decided_by AS "decidedBy",
  d.deployed_at AS "deployedAt"`;

const INSERT: Statement = {
  name: 'deployment_insert',
  text: `INSERT INTO app.deployment (cell_id, kind, version, salt, terms, act, previous, restores,
      proposal_id, proposed_by, decided_by, deployed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
};
const POINT: Statement = {
  name: 'deployment_point',
  text: 'UPDATE app.deployment_current SET version = $3 WHERE cell_id = $1 AND kind = $2',
};
const OPEN: Statement = {
  name: 'deployment_open',
  text: `INSERT INTO app.deployment_current (cell_id, kind, version) VALUES ($1, $2, 0)
    ON CONFLICT (cell_id, kind) DO NOTHING`,
};
const LOCK: Statement = {
  name: 'deployment_lock',
  text: `SELECT version FROM app.deployment_current WHERE cell_id = $1 AND kind = $2
    FOR NO KEY UPDATE`,
};
const CURRENT: Statement = {
  name: 'deployment_read_current',
  text: `SELECT ${COLUMNS} FROM app.deployment_current c
    JOIN app.deployment d
      ON d.cell_id = c.cell_id AND d.kind = c.kind AND d.version = c.version
    WHERE c.cell_id = $1 AND c.kind = $2`,
};
const READ: Statement = {
  name: 'deployment_read',
  text: `SELECT ${COLUMNS} FROM app.deployment d
    WHERE d.cell_id = $1 AND d.kind = $2 AND d.version = $3`,
};
const NEWEST: Statement = {
  name: 'deployment_newest',
  text: `SELECT ${COLUMNS} FROM app.deployment d
    WHERE d.cell_id = $1 AND d.kind = $2 ORDER BY d.version DESC LIMIT $3`,
};

/**
 * Locks what is deployed for a kind in this (home) cell until the transaction ends; gives its
 * version, 0 before the first. Who deploys, and who proposes, holds this.
 */
export async function lockVersion(tx: Tx, kind: SubjectKind): Promise<number> {
  tx.send(OPEN, [tx.cell.cellId, kind]);
  const [row] = await tx.query<{ version: number }>(LOCK, [tx.cell.cellId, kind]);
  return row?.version ?? 0;
}

/** Makes this the deployment of its kind; the version is locked. */
export function putDeployment(tx: Tx, deployment: Deployment): void {
  const { kind, version, salt, act, previous, restores, proposalId } = deployment;
  const terms = JSON.stringify(deployment.terms);
  const { proposedBy, decidedBy, deployedAt } = deployment;
  const values = [kind, version, salt, terms, act, previous, restores, proposalId];
  tx.send(INSERT, [tx.cell.cellId, ...values, proposedBy, decidedBy, deployedAt]);
  tx.send(POINT, [tx.cell.cellId, kind, version]);
}

/** What is deployed for a kind in this (home) cell. */
export async function currentDeployment(
  tx: Tx,
  kind: SubjectKind,
): Promise<Deployment | undefined> {
  const [row] = await tx.query<Deployment>(CURRENT, [tx.cell.cellId, kind]);
  return row;
}

/** A version that is, or was, deployed. */
export async function readDeployment(
  tx: Tx,
  kind: SubjectKind,
  version: number,
): Promise<Deployment | undefined> {
  const [row] = await tx.query<Deployment>(READ, [tx.cell.cellId, kind, version]);
  return row;
}

/** The newest versions, the current one first. */
export async function newestDeployments(
  tx: Tx,
  kind: SubjectKind,
  limit: number,
): Promise<Deployment[]> {
  return tx.query<Deployment>(NEWEST, [tx.cell.cellId, kind, limit]);
}
