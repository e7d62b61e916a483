export { Cells } from './cells.js';
export { TENANCY_MIGRATIONS } from './migrations/index.js';
export { isScope, type Scope, SCOPES } from './scopes.js';
