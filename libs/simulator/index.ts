export type { ApplicantSnapshot } from './applicant-snapshot.js';
export { BAYES_TIERS, bayesTier, type BayesTier, type BayesTierName } from './bayes-tier.js';
export type * from './clusters.js';
export type { MerchantSnapshot } from './merchant-snapshot.js';
export { PERSONA_NAMES, type PersonaName } from './persona-table.js';
export type { Persona } from './persona.js';
export type { ShopperSnapshot } from './shopper-snapshot.js';
export type * from './world-types.js';
export { createWorld, type World, type WorldOptions } from './world.js';
