import type { Statement, Tx } from '#adapters/database';
import type { SubjectKind } from '#score-engine';
import type { DeploymentTerms } from '../deployments/terms.js';

/** What one member of staff proposes to score with, until another approves it. */
export interface DeploymentProposal {
  readonly proposalId: string;
  readonly kind: SubjectKind;
  /** The version in force when it was proposed, which it is to replace; 0 for none. */
  readonly baseVersion: number;
  readonly terms: DeploymentTerms;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  /** Not to be approved from this instant on. */
  readonly lapsesAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  /** What it became. */
  readonly version: number | null;
}

const COLUMNS = `proposal_id AS "proposalId", kind, base_version AS "baseVersion", terms,
  proposed_by AS "proposedBy", proposed_at AS "proposedAt", lapses_at AS "lapsesAt",
  approved_by AS "approvedBy", approved_at AS "approvedAt", version`;

const INSERT: Statement = {
  name: 'deployment_proposal_insert',
  text: `INSERT INTO app.deployment_proposal (cell_id, proposal_id, kind, base_version, terms,
      proposed_by, proposed_at, lapses_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
};
const READ: Statement = {
  name: 'deployment_proposal_read',
  text: `SELECT ${COLUMNS} FROM app.deployment_proposal WHERE cell_id = $1 AND proposal_id = $2`,
};
const OPEN: Statement = {
  name: 'deployment_proposal_open',
  text: `SELECT ${COLUMNS} FROM app.deployment_proposal
    WHERE cell_id = $1 AND kind = $2 AND base_version = $3 AND approved_at IS NULL
      AND lapses_at > $4
    ORDER BY proposed_at DESC, proposal_id DESC LIMIT $5`,
};
const APPROVE: Statement = {
  name: 'deployment_proposal_approve',
  text: `UPDATE app.deployment_proposal SET approved_by = $3, approved_at = $4, version = $5
    WHERE cell_id = $1 AND proposal_id = $2`,
};

/** Keeps a proposal. */
export function insertProposal(tx: Tx, proposal: DeploymentProposal): void {
  const { proposalId, kind, baseVersion, proposedBy, proposedAt, lapsesAt } = proposal;
  const terms = JSON.stringify(proposal.terms);
  const values = [proposalId, kind, baseVersion, terms, proposedBy, proposedAt, lapsesAt];
  tx.send(INSERT, [tx.cell.cellId, ...values]);
}

/** A proposal of this (home) cell. */
export async function readProposal(
  tx: Tx,
  proposalId: string,
): Promise<DeploymentProposal | undefined> {
  const [row] = await tx.query<DeploymentProposal>(READ, [tx.cell.cellId, proposalId]);
  return row;
}

/** The proposals that may still be approved, the newest first. */
export async function openProposals(
  tx: Tx,
  of: { readonly kind: SubjectKind; readonly baseVersion: number; readonly now: Date },
  limit: number,
): Promise<DeploymentProposal[]> {
  const { kind, baseVersion, now } = of;
  return tx.query<DeploymentProposal>(OPEN, [tx.cell.cellId, kind, baseVersion, now, limit]);
}

/** Says what a proposal became; the version of its kind is locked. */
export function markApproved(
  tx: Tx,
  proposalId: string,
  by: { readonly approvedBy: string; readonly approvedAt: Date; readonly version: number },
): void {
  tx.send(APPROVE, [tx.cell.cellId, proposalId, by.approvedBy, by.approvedAt, by.version]);
}
