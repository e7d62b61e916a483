import type { Config } from '#adapters/config';

/** Gives back a place; safe to repeat. */
export type LeavePlace = () => void;

/**
 * The imports that a process takes in at once, of all institutions and of one: each holds
 * connections and memory for as long as its sender takes.
 */
export class ImportPlaces {
  private readonly taken = new Map<string, number>();
  private all = 0;

  constructor(
    private readonly config: Pick<Config, 'IMPORTS_AT_ONCE' | 'IMPORTS_AT_ONCE_PER_TENANT'>,
  ) {}

  /** A place for one more; undefined when there is none. */
  take(tenantId: string): LeavePlace | undefined {
    const own = this.taken.get(tenantId) ?? 0;
    const { IMPORTS_AT_ONCE: most, IMPORTS_AT_ONCE_PER_TENANT: mostOwn } = this.config;
    if (this.all >= most || own >= mostOwn) return undefined;
    this.change(tenantId, 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.change(tenantId, -1);
    };
  }

  private change(tenantId: string, by: 1 | -1): void {
    const own = (this.taken.get(tenantId) ?? 0) + by;
    if (own === 0) this.taken.delete(tenantId);
    else this.taken.set(tenantId, own);
    this.all += by;
  }
}
