import type { DataSource } from 'typeorm';
import { CONTROL_CELL, pendingMigrations, type UnitOfWork } from '#adapters/database';
import type { QueueHealth } from '#adapters/queue';
import { ALL_MIGRATIONS } from '#catalogue';

/** Longer than this, something that must answer does not. */
const ANSWER_MS = 3_000;

/** What a call may need, by name. */
export type Need = 'database' | 'control' | 'queue' | 'migrations';

/** Whether calls can be served. */
export class Readiness {
  constructor(
    private readonly app: DataSource,
    private readonly work: UnitOfWork,
    private readonly queue: QueueHealth,
  ) {}

  /** The needs that are not met, and why (for the log alone). */
  async missing(): Promise<{ readonly need: Need; readonly why: unknown }[]> {
    const checks: Readonly<Record<Need, () => Promise<unknown>>> = {
      database: () => this.pending(),
      control: () => this.work.run(CONTROL_CELL, async () => undefined),
      queue: () => this.queue.check(),
      migrations: async () => {
        const pending = await this.pending();
        if (pending.length > 0) throw new Error(`Not migrated: ${pending.join(', ')}`);
      },
    };
    const checked = await Promise.all(
      Object.entries(checks).map(async ([need, check]) => {
        const why = await faultOf(check());
        return why === undefined ? [] : [{ need: need as Need, why }];
      }),
    );
    return checked.flat();
  }

  private pending(): Promise<string[]> {
    return pendingMigrations(this.app, ALL_MIGRATIONS);
  }
}

/** Why the check fails or takes too long; undefined when it holds. */
async function faultOf(check: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('No answer in time')), ANSWER_MS);
  });
  try {
    await Promise.race([check, late]);
    return undefined;
  } catch (fault) {
    return fault;
  } finally {
    clearTimeout(timer);
  }
}
