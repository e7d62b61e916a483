import { Lending1764000000500 } from './1764000000500-lending.js';

/** This lib's migrations, in order of time. */
export const LENDING_MIGRATIONS = [Lending1764000000500];
