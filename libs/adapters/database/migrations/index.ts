import { Foundation1764000000000 } from './1764000000000-foundation.js';

/** This lib's migrations, in order of time. */
export const DATABASE_MIGRATIONS = [Foundation1764000000000];
