import type { AuditEvent } from '#audit';
import type { Decision } from './tables/decision.js';
import type { Review } from './tables/decision-review.js';
import type { PolicyDeployment } from './tables/policy-deployment.js';
import type { PolicyProposal } from './tables/policy-proposal.js';

const policy = (
  action: string,
  sha256: string,
  details: NonNullable<AuditEvent['details']>,
): AuditEvent => ({
  action,
  handled: false,
  outcome: 'success',
  resource: { kind: 'policy', id: sha256 },
  details,
});

/** A policy was brought, passed its own cases, and is kept. */
export const policyRegistered = (sha256: string, product: string): AuditEvent =>
  policy('policy.registered', sha256, { product });

/** Somebody wants a product to be decided by it. */
export const policyProposed = ({ sha256, product, proposalId }: PolicyProposal): AuditEvent =>
  policy('policy.proposed', sha256, { product, proposal: proposalId });

/** A second person approved, or could not. */
export const policyApprovalRefused = (
  { sha256, product, proposalId }: PolicyProposal,
  code: string,
): AuditEvent => ({
  ...policy('policy.approval_refused', sha256, { product, proposal: proposalId, code }),
  outcome: 'denied',
});

/** A product is decided by it from now on. */
export const policyDeployed = ({ sha256, product, version, act }: PolicyDeployment): AuditEvent =>
  policy(act === 'approved' ? 'policy.deployed' : 'policy.rolled_back', sha256, {
    product,
    version,
  });

/** An application was decided. */
export const decisionMade = (decision: Decision): AuditEvent => ({
  action: 'decision.made',
  handled: false,
  outcome: 'success',
  resource: { kind: 'decision', id: decision.decisionId },
  subjectId: decision.subjectId,
  consentId: decision.consentId,
  details: {
    decision: decision.outcome.decision,
    policy: decision.policy,
    score: decision.scoreId,
    application: decision.applicationId,
  },
});

/** A person resolved what the policy referred. */
export const decisionResolved = (
  { decisionId, subjectId, consentId }: Decision,
  { result, basis }: Review,
): AuditEvent => ({
  action: 'decision.resolved',
  handled: false,
  outcome: 'success',
  resource: { kind: 'decision', id: decisionId },
  subjectId,
  consentId,
  details: { result, basis },
});

/** A decision, or its notice, was given out. */
export const decisionRead = (
  { decisionId, subjectId, consentId }: Decision,
  what: 'decision' | 'notice' | 'replay',
): AuditEvent => ({
  action: 'decision.read',
  handled: false,
  outcome: 'success',
  resource: { kind: 'decision', id: decisionId },
  subjectId,
  consentId,
  details: { what },
});
