export { SCORING_MIGRATIONS } from './migrations/index.js';
