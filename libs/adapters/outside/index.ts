export { Outside, type OutsideAnswer, type UrlFault } from './outside.js';
