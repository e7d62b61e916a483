export {
  GATE_READS_MAX,
  type GateRead,
  type GateRefusal,
  type Shared,
  type SharedFeatures,
  type WantedFeatures,
} from './gate-types.js';
export { SHARING_MIGRATIONS } from './migrations/index.js';
export { shareFeatures } from './share-features.js';
export { type AccessDecision } from './tables/access-decision.js';
