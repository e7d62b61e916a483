import { type Clock, err, type Mode, ok, type Result, type StaffActor } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import type { SubjectKind } from '#score-engine';
import type { Cells } from '#tenancy';
import { shadowsRead } from './events.js';
import { countShadowScores, type ShadowCounts } from './tables/shadow-score.js';

/** Why no report is given. */
export interface ReadShadowsRefusal {
  readonly code: 'staff-tenant-only';
}

/** How a shadow did beside the scores that were given: counts and means, nobody's score. */
export interface ShadowReport {
  readonly model: string;
  readonly scored: number;
  /** Those for whom too little was shared. */
  readonly notScored: number;
  /** Over those scored; null where nobody was. */
  readonly meanPd: number | null;
  readonly meanGivenPd: number | null;
  readonly meanDistance: number | null;
}

/** Tells a tenant's risk team how the shadows of a deployment do. */
export class ReadShadows {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** Over all cells of the mode; the reading is an event. */
  async execute(
    actor: StaffActor,
    mode: Mode,
    of: { readonly kind: SubjectKind; readonly version: number },
  ): Promise<Result<ShadowReport[], ReadShadowsRefusal>> {
    const { tenantId } = actor;
    if (tenantId === null) return err({ code: 'staff-tenant-only' });
    const cells = await this.cells.all(tenantId, mode);
    const home = await this.cells.home(tenantId, mode);
    await this.work.run(home, async (tx) => {
      record(tx, actor, shadowsRead(of), this.clock.now());
    });
    const counts = (await this.work.gather(cells, (tx) => countShadowScores(tx, of))).flat();
    const models = [...new Set(counts.map(({ model }) => model))].sort();
    return ok(
      models.map((model) => {
        const its = counts.filter((one) => one.model === model);
        const sum = (field: Exclude<keyof ShadowCounts, 'model'>) =>
          its.reduce((total, one) => total + one[field], 0);
        const scored = sum('scored');
        const mean = (total: number) => (scored === 0 ? null : total / scored);
        return {
          model,
          scored,
          notScored: sum('notScored'),
          meanPd: mean(sum('pdSum')),
          meanGivenPd: mean(sum('givenPdSum')),
          meanDistance: mean(sum('distanceSum')),
        };
      }),
    );
  }
}
