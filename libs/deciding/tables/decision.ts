import { z } from 'zod';
import type { Statement, Tx } from '#adapters/database';
import type { PolicyInput } from '../policy/inputs.js';
import { PolicyOutcome } from '../policy/outcome.js';
import type { Review } from './decision-review.js';

/** What a notice tells of the score besides the policy's input: it must outlive the score. */
const ScoreFacts = z.strictObject({
  scale: z.strictObject({ min: z.number(), max: z.number() }).nullable(),
  scoredAt: z.string(),
  asOf: z.string(),
  providerTenantId: z.string(),
  model: z.string(),
});
/** What a notice tells of the score besides the policy's input. */
type ScoreFacts = z.infer<typeof ScoreFacts>;

/** A decision as it is kept, in the cell of its subject. Never changed. */
export interface Decision {
  readonly decisionId: string;
  readonly applicationId: string;
  readonly subjectId: string;
  readonly consentId: string;
  readonly scoreId: string;
  /** SHA-256 of the policy, and the deployed version that it was. */
  readonly policy: string;
  readonly policyVersion: number;
  readonly input: PolicyInput;
  readonly inputSha256: string;
  readonly outcome: PolicyOutcome;
  readonly facts: ScoreFacts;
  readonly decidedAt: Date;
  /** What a person made of a referral; null where nobody has. */
  readonly review: Review | null;
}

interface Row extends Omit<Decision, 'input' | 'outcome' | 'facts' | 'review'> {
  readonly input: string;
  readonly outcome: string;
  readonly facts: string;
  readonly result: Review['result'] | null;
  readonly basis: Review['basis'] | null;
  readonly reasons: Review['reasons'] | null;
  readonly reviewedBy: string | null;
  readonly reviewedAt: Date | null;
}

const SELECT = `SELECT d.decision_id AS "decisionId", d.application_id AS "applicationId",
  d.subject_id AS "subjectId", d.consent_id AS "consentId", d.score_id AS "scoreId", d.policy,
  d.policy_version AS "policyVersion", d.input, d.input_sha256 AS "inputSha256", d.outcome, d.facts,
  d.decided_at AS "decidedAt", r.result, r.basis, r.reasons, r.reviewed_by AS "reviewedBy",
  r.reviewed_at AS "reviewedAt"
  FROM app.decision d LEFT JOIN app.decision_review r
    ON r.cell_id = $1 AND r.decision_id = d.decision_id`;
const INSERT: Statement = {
  name: 'decision_insert',
  text: `INSERT INTO app.decision (cell_id, decision_id, application_id, subject_id, consent_id,
      score_id, policy, policy_version, input, input_sha256, outcome, decision, facts, decided_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
};
const READ: Statement = {
  name: 'decision_read',
  text: `${SELECT} WHERE d.cell_id = $1 AND d.decision_id = $2`,
};
const OF_CONSENT: Statement = {
  name: 'decision_of_consent',
  text: `${SELECT} WHERE d.cell_id = $1 AND d.consent_id = $2
    ORDER BY d.decided_at DESC, d.decision_id DESC LIMIT $3`,
};

/** Keeps a decision. */
export function insertDecision(tx: Tx, decision: Decision, inputText: string): void {
  tx.send(INSERT, [
    tx.cell.cellId,
    decision.decisionId,
    decision.applicationId,
    decision.subjectId,
    decision.consentId,
    decision.scoreId,
    decision.policy,
    decision.policyVersion,
    inputText,
    decision.inputSha256,
    JSON.stringify(decision.outcome),
    decision.outcome.decision,
    JSON.stringify(decision.facts),
    decision.decidedAt,
  ]);
}

/** A decision of this cell. */
export async function readDecision(tx: Tx, decisionId: string): Promise<Decision | undefined> {
  return (await tx.query<Row>(READ, [tx.cell.cellId, decisionId])).map(toDecision)[0];
}

/** Decisions made under a consent, the newest first. */
export async function decisionsOfConsent(
  tx: Tx,
  consentId: string,
  limit: number,
): Promise<Decision[]> {
  return (await tx.query<Row>(OF_CONSENT, [tx.cell.cellId, consentId, limit])).map(toDecision);
}

function toDecision(row: Row): Decision {
  const { result, basis, reasons, reviewedBy, reviewedAt, ...decision } = row;
  return {
    ...decision,
    input: JSON.parse(row.input) as PolicyInput,
    outcome: PolicyOutcome.parse(JSON.parse(row.outcome)),
    facts: ScoreFacts.parse(JSON.parse(row.facts)),
    review:
      result && basis && reasons && reviewedBy && reviewedAt
        ? { result, basis, reasons, reviewedBy, reviewedAt }
        : null,
  };
}
