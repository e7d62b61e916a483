export { type CallBindings, createLog, type Log, logOfCall, type LogSettings } from './log.js';
export { NestLog } from './nest-log.js';
