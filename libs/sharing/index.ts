export {
  GATE_READS_MAX,
  type GateRead,
  type GateRefusal,
  type GateVisit,
  type Shared,
  type SharedFeatures,
  type Turn,
  type WantedFeatures,
} from './gate-types.js';
export { SHARING_MIGRATIONS } from './migrations/index.js';
export {
  type Accesses,
  ACCESSES_PAGE,
  ReadAccesses,
  type ReadAccessesRefusal,
} from './read-accesses.js';
export { shareFeatures } from './share-features.js';
export {
  shareStored,
  type SharedStored,
  STORED_READS_MAX,
  type StoredRead,
  type StoredVisit,
} from './share-stored.js';
export { SharingModule } from './sharing.module.js';
export type { AccessDecision, DecisionCursor } from './tables/access-decision.js';
