export { SUBJECTS_MIGRATIONS } from './migrations/index.js';
