export { CopyWork } from './copy-work.js';
export { createCellTable, createControlTable, makeAppendOnly } from './ddl.js';
export { DatabaseModule, COPY_POOL, RELAY_POOL } from './database.module.js';
export { DATABASE_MIGRATIONS } from './migrations/index.js';
export { instantOfId, newId } from './new-id.js';
export {
  type Effect,
  findOperation,
  findOperations,
  fingerprintOf,
  KEEP_OPERATION,
  keepOperation,
  keepOperations,
  type KnownOperation,
  type Once,
  type Operation,
  OperationMismatch,
  referenceText,
  rollBackIfBeaten,
  untilUnbeaten,
} from './operation.js';
export { prepareRoles, type RoleUrls, ROLES } from './roles.js';
export type { Statement, Tx } from './tx.js';
export { UnitOfWork } from './unit-of-work.js';
export { CONTROL_CELL } from './control-cell.js';
export { migrateDatabase, pendingMigrations } from './migrate.js';
export { provide } from './provide.js';
export { ensureMonths, sweepOperations } from './upkeep.js';
