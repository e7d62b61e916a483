import './request.js';

export {
  addJsonParser,
  addStreamParser,
  fastifyAdapter,
  fastifyOf,
  type HttpSettings,
  raiseBodyLimit,
} from './fastify.js';
export { fontRules, loadFont, type PageFont, QUOTES_RULE } from './font.js';
export { addFormParser, type FormFields } from './form-body.js';
export { escapePointer } from './json-body.js';
export { rateHeaders, RateLimiter, type RateState } from './rate-limiter.js';
export { type InputFault, refusal, Refused, type RefusedExtras } from './refused.js';
export { type Address, serve } from './serve.js';
