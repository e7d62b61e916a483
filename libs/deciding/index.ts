export { BorrowerDecisions, type BorrowerDecision } from './borrower-decisions.js';
export { Decide, type DecideRefusal } from './decide.js';
export { DecidingModule } from './deciding.module.js';
export { ApprovePolicy, type ApprovePolicyRefusal } from './deployments/approve-policy.js';
export { ProposePolicy, type ProposePolicyRefusal } from './deployments/propose-policy.js';
export {
  type PolicyDeploymentsView,
  ReadPolicyDeployments,
} from './deployments/read-policy-deployments.js';
export { RollBackPolicy, type RollBackPolicyRefusal } from './deployments/roll-back-policy.js';
export type { StaffOfTenantRefusal } from './deployments/tenant-of.js';
export { ImportPolicy } from './import-policy.js';
export { DECIDING_MIGRATIONS } from './migrations/index.js';
export type { Notice } from './notice.js';
export { noticePage } from './notice-page.js';
export { POLICY_BYTES_MAX, type PolicyRefusal } from './policy/read-policy.js';
export { standingReasons } from './principal-reasons.js';
export { ReadDecision, type ReadDecisionRefusal } from './read-decision.js';
export { ReadNotice } from './read-notice.js';
export { ReadPolicies, type ReadPolicyRefusal } from './read-policies.js';
export { ResolveDecision, type ResolveDecisionRefusal } from './resolve-decision.js';
export { REVIEW_BASES } from './tables/decision-review.js';
export type { Decision } from './tables/decision.js';
export type { StoredPolicy } from './tables/policy.js';
export type { PolicyDeployment } from './tables/policy-deployment.js';
export type { PolicyProposal } from './tables/policy-proposal.js';
