export { LENDING_MIGRATIONS } from './migrations/index.js';
