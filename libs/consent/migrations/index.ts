import { Consent1764000000600 } from './1764000000600-consent.js';

/** This lib's migrations, in order of time. */
export const CONSENT_MIGRATIONS = [Consent1764000000600];
