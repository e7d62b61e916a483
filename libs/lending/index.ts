export {
  CreateApplication,
  type CreateApplicationRefusal,
  type CreatedApplication,
  type NewApplication,
} from './create-application.js';
export { LendingModule } from './lending.module.js';
export { LENDING_MIGRATIONS } from './migrations/index.js';
export { ReadApplication, type ReadApplicationRefusal } from './read-application.js';
export { type Application, readApplication } from './tables/application.js';
