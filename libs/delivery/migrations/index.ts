import { Webhooks1764000002700 } from './1764000002700-webhooks.js';

/** This lib's migrations, in order of time. */
export const DELIVERY_MIGRATIONS = [Webhooks1764000002700];
