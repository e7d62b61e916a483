export type * from './clusters.js';
export type * from './world-types.js';
export { createWorld, type World, type WorldOptions } from './world.js';
