export { appEnvironment, ENVIRONMENT_BY_CHANNEL } from './app-environment.js';
export { CONFIG, ConfigModule, LOG } from './config.module.js';
export { envExample } from './env-example.js';
export {
  type Config,
  type Environment,
  loadConfig,
  loadStartConfig,
  processEnvironment,
  type StartConfig,
} from './load-config.js';
export { type Setting, SETTINGS } from './settings.js';
export { stopWithParent } from './stop-with-parent.js';
export { SystemClock } from './system-clock.js';
