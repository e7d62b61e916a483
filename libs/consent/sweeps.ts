import type { SweepRegistration } from '#adapters/queue';
import { SettleConsents } from './settle-consents.js';

/** What the worker runs again and again. */
export const CONSENT_SWEEPS: readonly SweepRegistration[] = [
  { name: 'settle-consents', everyMs: 15_000, sweep: SettleConsents },
];
