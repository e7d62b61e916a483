import type { SweepRegistration } from '#adapters/queue';
import { SweepSignIns } from './sweep-sign-ins.js';

/** What the worker runs again and again. */
export const IDENTITY_SWEEPS: readonly SweepRegistration[] = [
  { name: 'sweep-sign-ins', everyMs: 15 * 60_000, sweep: SweepSignIns },
];
