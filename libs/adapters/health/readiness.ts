import type { DataSource } from 'typeorm';
import { CONTROL_CELL, pendingMigrations, type UnitOfWork } from '#adapters/database';
import type { QueueHealth } from '#adapters/queue';

/** Longer than this, something that must answer does not. */
const ANSWER_MS = 3_000;

/** What a process may need, by name. */
type Need = 'database' | 'control' | 'queue' | 'migrations';

/** What is asked after; without a queue where the process uses none. */
interface Needed {
  readonly app: DataSource;
  readonly work: UnitOfWork;
  /** Every migration that the code knows. */
  readonly migrations: Parameters<typeof pendingMigrations>[1];
  readonly queue?: QueueHealth;
}

/** Whether a process can do its work. */
export class Readiness {
  constructor(private readonly needed: Needed) {}

  /** The needs that are not met, and why (for the log alone). */
  async missing(): Promise<{ readonly need: Need; readonly why: unknown }[]> {
    const { work, queue } = this.needed;
    const checks: Partial<Readonly<Record<Need, () => Promise<unknown>>>> = {
      database: () => this.pending(),
      control: () => work.run(CONTROL_CELL, async () => undefined),
      ...(queue && { queue: () => queue.check() }),
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
    return pendingMigrations(this.needed.app, this.needed.migrations);
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
