import { type ApiKeyActor, err, invariant, isId } from '#kernel';
import type { Operation } from '#adapters/database';
import type { DeployedModels } from '#models';
import type { Cells } from '#tenancy';
import type { ScoreInput, ScoreOutcome } from './score-batch.js';
import type { ScoreLanes } from './score-lanes.js';

/** Scores a borrower in real time, under the consent that the borrower gave. */
export class ScoreSubject {
  constructor(
    private readonly lanes: ScoreLanes,
    private readonly cells: Cells,
    private readonly models: DeployedModels,
  ) {}

  /**
   * One round trip to look up, one to write, shared with whoever asks at the same moment.
   *
   * @param cancel a score that has not been begun by then is not made; the promise stays open
   * @throws OperationMismatch when the operation was first asked with another input
   */
  async execute(
    actor: ApiKeyActor,
    input: ScoreInput,
    operation?: Operation,
    cancel?: AbortSignal,
  ): Promise<ScoreOutcome> {
    const { consentId } = input;
    const cell = isId(consentId)
      ? await this.cells.of(actor.tenantId, actor.mode, consentId)
      : undefined;
    if (!cell) return err({ code: 'consent-not-found' });
    const route = await this.lanes.routeOf(cell, consentId);
    if (!route.ok) {
      // A foreign id leaves no trace in this tenant's log.
      if (route.error.code !== 'consent-not-found')
        await this.lanes.deny(actor, cell, consentId, route.error.code);
      return route;
    }
    const { providerTenantId, providerBucket, subjectKind, subjectId } = route.value;
    const model = await this.models.of(actor.tenantId, actor.mode, subjectKind, subjectId);
    if (!model) return err({ code: 'model-not-deployed' });
    const providerCell = await this.cells.ofBucket(providerTenantId, actor.mode, providerBucket);
    invariant(providerCell, 'a provider has cells');
    const item = { actor, input, operation, route: route.value, model, cell, providerCell };
    return this.lanes.score(item, cancel);
  }
}
