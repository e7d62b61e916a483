import {
  type Decision,
  type Notice,
  type PolicyDeployment,
  type PolicyProposal,
  standingReasons,
  type StoredPolicy,
} from '#deciding';

/** A policy on the wire. */
export const policyBody = ({ sha256, product, name, createdAt }: StoredPolicy) => ({
  sha256,
  product,
  name,
  created_at: createdAt.toISOString(),
});

/** A proposal on the wire. */
export const proposalBody = (proposal: PolicyProposal) => ({
  proposal_id: proposal.proposalId,
  product: proposal.product,
  sha256: proposal.sha256,
  base_version: proposal.baseVersion,
  proposed_by: proposal.proposedBy,
  proposed_at: proposal.proposedAt.toISOString(),
  lapses_at: proposal.lapsesAt.toISOString(),
});

/** A version in force on the wire. */
export const deploymentBody = (deployment: PolicyDeployment) => ({
  product: deployment.product,
  version: deployment.version,
  sha256: deployment.sha256,
  act: deployment.act,
  proposed_by: deployment.proposedBy,
  decided_by: deployment.decidedBy,
  deployed_at: deployment.deployedAt.toISOString(),
});

/** A decision on the wire. */
export function decisionBody(decision: Decision) {
  const { outcome, review } = decision;
  return {
    decision_id: decision.decisionId,
    application_id: decision.applicationId,
    subject_id: decision.subjectId,
    consent_id: decision.consentId,
    score_id: decision.scoreId,
    decision: outcome.decision,
    limit_minor: outcome.limit_minor ?? null,
    apr_bps: outcome.apr_bps ?? null,
    term_months: outcome.term_months ?? null,
    less_favourable: outcome.less_favourable ?? false,
    principal_reasons: standingReasons(decision),
    policy: { sha256: decision.policy, version: decision.policyVersion },
    input_sha256: decision.inputSha256,
    decided_at: decision.decidedAt.toISOString(),
    review: review && {
      result: review.result,
      basis: review.basis,
      reviewed_by: review.reviewedBy,
      reviewed_at: review.reviewedAt.toISOString(),
    },
  };
}

/** A notice on the wire. */
export function noticeBody(notice: Notice) {
  const { keyFactors, equalCredit, supplier, score, ...rest } = notice;
  const { legalName, ...named } = supplier;
  const { scoredAt, ...value } = score;
  return {
    ...rest,
    score: { ...value, scored_at: scoredAt },
    key_factors: keyFactors,
    supplier: { ...named, legal_name: legalName },
    equal_credit: equalCredit,
  };
}
