import {
  type ApiKeyActor,
  bucketOfId,
  canonicalJson,
  type Clock,
  err,
  invariant,
  ok,
  type Result,
} from '#kernel';
import { newId } from '#adapters/database';
import type { Application } from '#lending';
import type { FoundScore } from '#scoring';
import type { DeployedPolicies } from './deployed-policies.js';
import { inputOf } from './input-of.js';
import type { PolicyOutcome } from './policy/outcome.js';
import { principalReasons } from './principal-reasons.js';
import { sha256 } from './sha256.js';
import type { Decision } from './tables/decision.js';

/** Why the policy decides nothing, in the order in which it is checked. */
export type AskPolicyRefusal =
  | { readonly code: 'policy-not-deployed'; readonly product: string }
  | { readonly code: 'policy-gave-no-answer'; readonly path: string; readonly detail: string };

/** Asks the policy in force what follows from a score for an application. */
export class AskPolicy {
  constructor(
    private readonly policies: DeployedPolicies,
    private readonly clock: Clock,
  ) {}

  /** Nothing is kept by it. */
  async execute(
    { tenantId, mode }: ApiKeyActor,
    application: Application,
    { view, providerTenantId }: FoundScore,
  ): Promise<Result<Decision, AskPolicyRefusal>> {
    const { product } = application;
    const policy = await this.policies.of(tenantId, mode, product);
    if (!policy) return err({ code: 'policy-not-deployed', product });
    const input = inputOf(view, application);
    const answer = await policy.runner.run(input);
    if (!answer.ok) return err({ code: 'policy-gave-no-answer', ...answer.error });
    const outcome = toldTerms(answer.value, application);
    const reasoned = outcome.decision === 'accept' || principalReasons(outcome, input).length > 0;
    if (!reasoned)
      return err({ code: 'policy-gave-no-answer', path: 'reasons', detail: 'none is given' });
    invariant(view.consentId !== null, 'only a score under a consent is found');
    const now = this.clock.now();
    return ok({
      decisionId: newId(now, bucketOfId(application.applicationId)),
      applicationId: application.applicationId,
      subjectId: application.subjectId,
      consentId: view.consentId,
      scoreId: view.scoreId,
      policy: policy.sha256,
      policyVersion: policy.version,
      input,
      inputSha256: sha256(canonicalJson({ ...input })),
      outcome,
      facts: {
        scale: view.points && { min: view.points.min, max: view.points.max },
        scoredAt: view.scoredAt.toISOString(),
        asOf: view.asOf.toISOString(),
        providerTenantId,
        model: view.model.sha256,
      },
      decidedAt: now,
      review: null,
    });
  }
}

/** Less than was asked for is less favourable, whether the policy says so or not. */
export function toldTerms(
  outcome: PolicyOutcome,
  { amountMinor }: Pick<Application, 'amountMinor'>,
): PolicyOutcome {
  const { decision, limit_minor: limit } = outcome;
  const isLess = decision === 'accept' && limit !== undefined && limit < amountMinor;
  return isLess ? { ...outcome, less_favourable: true } : outcome;
}
