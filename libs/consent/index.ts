export { CONSENT_MIGRATIONS } from './migrations/index.js';
