import type { EndpointView, NewEndpointView, WebhookDelivery } from '#delivery';

/** An endpoint on the wire. */
export function endpointBody(endpoint: EndpointView) {
  return {
    endpoint_id: endpoint.endpointId,
    url: endpoint.url,
    events: endpoint.events,
    description: endpoint.description,
    status: endpoint.disabledAt ? 'disabled' : 'enabled',
    public_key: endpoint.publicKey,
    rotated_at: endpoint.rotatedAt?.toISOString() ?? null,
    created_at: endpoint.createdAt.toISOString(),
  };
}

/** The same with its new secret. */
export const newEndpointBody = (endpoint: NewEndpointView) => ({
  ...endpointBody(endpoint),
  secret: endpoint.secret,
});

/** A delivery on the wire. */
export function deliveryBody(delivery: WebhookDelivery) {
  return {
    delivery_id: delivery.deliveryId,
    endpoint_id: delivery.endpointId,
    event_id: delivery.eventId,
    type: delivery.type,
    status: delivery.status,
    attempts: delivery.attempts,
    last_status: delivery.lastStatus,
    last_fault: delivery.lastFault,
    next_at: delivery.nextAt?.toISOString() ?? null,
    created_at: delivery.createdAt.toISOString(),
    finished_at: delivery.finishedAt?.toISOString() ?? null,
  };
}
