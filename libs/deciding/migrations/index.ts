import { Deciding1764000001100 } from './1764000001100-deciding.js';

/** This lib's migrations, in order of time. */
export const DECIDING_MIGRATIONS = [Deciding1764000001100];
