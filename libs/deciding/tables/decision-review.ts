import type { Statement, Tx } from '#adapters/database';
import type { AdverseActionCode } from '#words';

/** On what a person may resolve a referral. */
export const REVIEW_BASES = [
  'documents-verified',
  'identity-verified',
  'data-corrected',
  'no-answer-from-applicant',
  'reasons-upheld',
] as const;

/** What a person made of a referral. Never changed. */
export interface Review {
  readonly result: 'accept' | 'decline';
  readonly basis: (typeof REVIEW_BASES)[number];
  /** Why it was declined, in the law's wording. */
  readonly reasons: readonly AdverseActionCode[];
  readonly reviewedBy: string;
  readonly reviewedAt: Date;
}

const INSERT: Statement = {
  name: 'decision_review_insert',
  text: `INSERT INTO app.decision_review (cell_id, decision_id, result, basis, reasons, reviewed_by,
      reviewed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (cell_id, decision_id) DO NOTHING RETURNING decision_id`,
};

/** Keeps a review; false when somebody was first. */
export async function insertReview(tx: Tx, decisionId: string, review: Review): Promise<boolean> {
  const { result, basis, reasons, reviewedBy, reviewedAt } = review;
  const said = [result, basis, JSON.stringify(reasons), reviewedBy, reviewedAt];
  return (await tx.query(INSERT, [tx.cell.cellId, decisionId, ...said])).length === 1;
}
