import { Identity1764000000300 } from './1764000000300-identity.js';

/** This lib's migrations, in order of time. */
export const IDENTITY_MIGRATIONS = [Identity1764000000300];
