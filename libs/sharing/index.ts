export { SHARING_MIGRATIONS } from './migrations/index.js';
