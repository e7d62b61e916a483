export { IDENTITY_MIGRATIONS } from './migrations/index.js';
