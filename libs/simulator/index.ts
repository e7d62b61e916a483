export type * from './clusters.js';
export type * from './world-types.js';
