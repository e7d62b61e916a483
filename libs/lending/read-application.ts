import { type ApiKeyActor, err, ok, type Result } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import type { Cells } from '#tenancy';
import { type Application, readApplication } from './tables/application.js';

/** Why an application was not read. */
export interface ReadApplicationRefusal {
  readonly code: 'application-not-found';
}

/** An application of the caller's own. */
export class ReadApplication {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
  ) {}

  /** Another tenant's application, or one of the other mode, is not found. */
  async execute(
    { tenantId, mode }: ApiKeyActor,
    applicationId: string,
  ): Promise<Result<Application, ReadApplicationRefusal>> {
    const cell = await this.cells.of(tenantId, mode, applicationId);
    const application =
      cell && (await this.work.run(cell, (tx) => readApplication(tx, applicationId)));
    return application ? ok(application) : err({ code: 'application-not-found' });
  }
}
