import './request.js';

export { type InputFault, refusal, Refused, type RefusedExtras } from './refused.js';
