import { Tenancy1764000000200 } from './1764000000200-tenancy.js';

/** This lib's migrations, in order of time. */
export const TENANCY_MIGRATIONS = [Tenancy1764000000200];
