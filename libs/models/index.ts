export { MODELS_MIGRATIONS } from './migrations/index.js';
