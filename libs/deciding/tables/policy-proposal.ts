import type { Statement, Tx } from '#adapters/database';

/** What one member of staff wants a product to be decided by, until a second one approves. */
export interface PolicyProposal {
  readonly proposalId: string;
  readonly product: string;
  /** The version in force when it was proposed; it can follow no other. */
  readonly baseVersion: number;
  readonly sha256: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly lapsesAt: Date;
  /** The version that it became; null as long as nobody approved. */
  readonly version: number | null;
}

const COLUMNS = `proposal_id AS "proposalId", product, base_version AS "baseVersion", sha256,
  proposed_by AS "proposedBy", proposed_at AS "proposedAt", lapses_at AS "lapsesAt", version`;
const INSERT: Statement = {
  name: 'policy_proposal_insert',
  text: `INSERT INTO app.policy_proposal (cell_id, proposal_id, product, base_version, sha256,
      proposed_by, proposed_at, lapses_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
};
const READ: Statement = {
  name: 'policy_proposal_read',
  text: `SELECT ${COLUMNS} FROM app.policy_proposal WHERE cell_id = $1 AND proposal_id = $2`,
};
const OPEN: Statement = {
  name: 'policy_proposal_open',
  text: `SELECT ${COLUMNS} FROM app.policy_proposal
    WHERE cell_id = $1 AND product = $2 AND version IS NULL AND base_version = $3
      AND lapses_at > $4
    ORDER BY proposed_at DESC, proposal_id LIMIT $5`,
};
const MARK: Statement = {
  name: 'policy_proposal_mark',
  text: `UPDATE app.policy_proposal SET version = $3 WHERE cell_id = $1 AND proposal_id = $2`,
};

/** Writes a proposal. */
export function insertPolicyProposal(tx: Tx, proposal: PolicyProposal): void {
  const { proposalId, product, baseVersion, sha256 } = proposal;
  const { proposedBy, proposedAt, lapsesAt } = proposal;
  const values = [proposalId, product, baseVersion, sha256, proposedBy, proposedAt, lapsesAt];
  tx.send(INSERT, [tx.cell.cellId, ...values]);
}

/** A proposal of this (home) cell. */
export async function readPolicyProposal(
  tx: Tx,
  proposalId: string,
): Promise<PolicyProposal | undefined> {
  return (await tx.query<PolicyProposal>(READ, [tx.cell.cellId, proposalId]))[0];
}

/** Proposals that may still be approved, the newest first. */
export async function openPolicyProposals(
  tx: Tx,
  of: { readonly product: string; readonly baseVersion: number; readonly now: Date },
  limit: number,
): Promise<PolicyProposal[]> {
  const values = [tx.cell.cellId, of.product, of.baseVersion, of.now, limit];
  return tx.query<PolicyProposal>(OPEN, values);
}

/** Says which version a proposal became. */
export function markPolicyApproved(tx: Tx, proposalId: string, version: number): void {
  tx.send(MARK, [tx.cell.cellId, proposalId, version]);
}
