import { Deciding1764000002000 } from './1764000002000-deciding.js';

/** This lib's migrations, in order of time. */
export const DECIDING_MIGRATIONS = [Deciding1764000002000];
