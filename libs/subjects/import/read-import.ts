import { type ApiKeyActor, err, ok, type Result } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import type { Cells } from '#tenancy';
import { type Import, readImportRow } from '../tables/import.js';

/** Why an import is not shown. */
export interface ReadImportRefusal {
  readonly code: 'import-not-found';
}

/** Shows how far an import has got. */
export class ReadImport {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
  ) {}

  async execute(actor: ApiKeyActor, importId: string): Promise<Result<Import, ReadImportRefusal>> {
    const home = await this.cells.home(actor.tenantId, actor.mode);
    const row = await this.work.run(home, (tx) => readImportRow(tx, importId));
    return row ? ok(row) : err({ code: 'import-not-found' });
  }
}
