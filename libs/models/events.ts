import type { Actor } from '#kernel';
import type { AuditEvent } from '#audit';
import type { DeploymentTerms } from './deployments/terms.js';
import type { Deployment } from './tables/deployment.js';
import type { DeploymentProposal } from './tables/deployment-proposal.js';
import type { ModelOwner } from './tables/model.js';

const model = (
  action: string,
  sha256: string,
  details: NonNullable<AuditEvent['details']>,
): AuditEvent => ({
  action,
  handled: false,
  outcome: 'success',
  resource: { kind: 'model', id: sha256 },
  details,
});

/** An act in control on an owner's model; its own log has it first, then those of the tenants. */
const inControl = (event: AuditEvent, { tenantId, mode }: ModelOwner, by: Actor): AuditEvent => ({
  ...event,
  handled: true,
  details: { ...event.details, tenant_id: tenantId, mode, by_kind: by.kind, by_id: by.id },
});

/** An artefact was trained here, brought, or calibrated anew, and kept. */
export const modelRegistered = (
  owner: ModelOwner,
  registered: { readonly sha256: string; readonly how: 'trained' | 'imported' | 'calibrated' },
  by: Actor,
): AuditEvent =>
  inControl(model('model.registered', registered.sha256, { how: registered.how }), owner, by);

/** The owner let another tenant deploy an artefact. */
export const modelLicensed = (
  owner: ModelOwner,
  licensed: { readonly sha256: string; readonly recipientTenantId: string },
  by: Actor,
): AuditEvent =>
  inControl(
    model('model.licensed', licensed.sha256, { recipient: licensed.recipientTenantId }),
    owner,
    by,
  );

/** A member of staff proposed what to score with; nothing changed by it. */
export const deploymentProposed = (proposal: DeploymentProposal): AuditEvent =>
  model('model.deployment_proposed', proposal.terms.champion.sha256, {
    proposal: proposal.proposalId,
    kind: proposal.kind,
    replaces: proposal.baseVersion,
    ...told(proposal.terms),
  });

/** An approval was refused. */
export const approvalRefused = (proposal: DeploymentProposal, code: string): AuditEvent => ({
  ...model('model.deployment_approval_refused', proposal.terms.champion.sha256, {
    proposal: proposal.proposalId,
    code,
  }),
  outcome: 'denied',
});

/** A second member of staff approved: the tenant scores by it from now on. */
export const modelDeployed = (deployment: Deployment): AuditEvent =>
  model('model.deployed', deployment.terms.champion.sha256, {
    kind: deployment.kind,
    version: deployment.version,
    proposal: deployment.proposalId,
    proposed_by: deployment.proposedBy,
    ...told(deployment.terms),
  });

/** One member of staff went back to the deployment before. */
export const deploymentRolledBack = (deployment: Deployment, from: number): AuditEvent =>
  model('model.deployment_rolled_back', deployment.terms.champion.sha256, {
    kind: deployment.kind,
    version: deployment.version,
    from,
    restores: deployment.restores,
  });

const told = ({ challengers, shadows }: DeploymentTerms) => ({
  challengers: challengers.map(({ sha256, shareBps }) => ({ sha256, share_bps: shareBps })),
  shadows: shadows.map(({ sha256 }) => sha256),
});

/** A recipient's own outcomes put a map in force for a model that is licensed to it. */
export const modelRecalibrated = (sha256: string, recalibration: string): AuditEvent =>
  model('model.recalibrated', sha256, { recalibration });

/** Events of this capability that somebody handles. */
export const MODELS_HANDLED: readonly string[] = ['model.registered', 'model.licensed'];
