import type { InjectionToken } from '@nestjs/common';

/** What is done again and again. Safe to run twice, and in several workers at once. */
export interface Sweep {
  run(now: Date): Promise<void>;
}

/** Says that a use case runs at intervals; each capability lists its own in `<CAP>_SWEEPS`. */
export interface SweepRegistration {
  /** Unique among all sweeps, kebab-case. */
  readonly name: string;
  /** The pause between the end of a run and the next, in every worker. */
  readonly everyMs: number;
  readonly sweep: InjectionToken<Sweep>;
}
