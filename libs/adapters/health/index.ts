export { HealthServer } from './health-server.js';
export { Readiness } from './readiness.js';
