import { Audit1764000000100 } from './1764000000100-audit.js';

/** This lib's migrations, in order of time. */
export const AUDIT_MIGRATIONS = [Audit1764000000100];
