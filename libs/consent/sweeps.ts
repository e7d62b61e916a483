import { SettleConsents } from './settle-consents.js';

/** What the worker runs again and again: a provider with `run()`, which does one bounded round. */
export const CONSENT_SWEEPS = [
  { name: 'settle-consents', everyMs: 15_000, sweep: SettleConsents },
] as const;
