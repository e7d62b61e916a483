import { Sharing1764000000700 } from './1764000000700-sharing.js';

/** This lib's migrations, in order of time. */
export const SHARING_MIGRATIONS = [Sharing1764000000700];
