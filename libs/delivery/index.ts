export { DeliveryModule } from './delivery.module.js';
export { DELIVERY_HANDLED } from './events.js';
export { DELIVERY_HANDLERS } from './handlers.js';
export { DELIVERY_MIGRATIONS } from './migrations/index.js';
export type { DeliveryStatus, WebhookDelivery } from './tables/webhook-delivery.js';
export { DELIVERY_SWEEPS } from './webhooks/keep.js';
export { TOLD_EVENTS } from './webhooks/told-events.js';
export { type RetryDeliveryRefusal, WebhookDeliveries } from './webhooks/webhook-deliveries.js';
export {
  type CreateEndpointRefusal,
  type EndpointNotFound,
  type EndpointView,
  type NewEndpointView,
  type TestEndpointRefusal,
  WebhookEndpoints,
} from './webhooks/webhook-endpoints.js';
export { WebhooksModule } from './webhooks.module.js';
