export type { Actor, ApiKeyActor, Borrower, StaffActor, SystemActor } from './actor.js';
export { canonicalJson, type Json } from './canonical-json.js';
export { type Cell, CONTROL_CELL_ID, type Mode } from './cell.js';
export { Clock } from './clock.js';
export { BUCKETS, bucketOfId, isId, withBucket } from './ids.js';
export { invariant } from './invariant.js';
export { err, ok, type Result } from './result.js';
