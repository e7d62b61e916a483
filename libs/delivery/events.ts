import type { AuditEvent } from '#audit';
import type { MailOutcome } from '#adapters/mail';
import type { WebhookDelivery } from './tables/webhook-delivery.js';
import { ATTEMPT_DUE } from './webhooks/plan-delivery.js';

const outcomeOf = (mailed: MailOutcome) => (mailed === 'sent' ? 'success' : 'failure');

/** A one-time code was mailed, or its mailbox refused it. In control's own log. */
export const codeSent = (challengeId: string, mailed: MailOutcome): AuditEvent => ({
  action: 'sign_in.code_sent',
  handled: false,
  outcome: outcomeOf(mailed),
  resource: { kind: 'sign_in_challenge', id: challengeId },
});

/** What a receipt is of. */
export type ReceiptOf = 'grant' | 'withdrawal';

/** A receipt was mailed, or its mailbox refused it. In the provider's cell. */
export const receiptSent = (
  about: { readonly consentId: string; readonly subjectId: string },
  mailed: MailOutcome,
  details: { readonly of: ReceiptOf; readonly receipt: string },
): AuditEvent => ({
  action: 'receipt.sent',
  handled: false,
  outcome: outcomeOf(mailed),
  resource: { kind: 'consent', id: about.consentId },
  ...about,
  details,
});

/** What befell an endpoint of webhooks. */
export type EndpointAction =
  | 'webhook_endpoint.created'
  | 'webhook_endpoint.secret_rotated'
  | 'webhook_endpoint.deleted'
  | 'webhook_endpoint.disabled'
  | 'webhook_endpoint.tested';

/** An endpoint was made, changed, tried or given up. In the home cell. */
export const endpointEvent = (action: EndpointAction, endpointId: string): AuditEvent => ({
  action,
  handled: false,
  outcome: action === 'webhook_endpoint.disabled' ? 'failure' : 'success',
  resource: { kind: 'webhook_endpoint', id: endpointId },
});

/** What an entry says of a delivery. */
type DeliveryFacts = Pick<
  WebhookDelivery,
  'deliveryId' | 'endpointId' | 'eventId' | 'type' | 'attempts' | 'lastStatus' | 'lastFault'
>;

/** An event reached an endpoint, or never will. */
export const deliveryEnded = (
  delivery: DeliveryFacts,
  ended: 'delivered' | 'failed',
): AuditEvent => ({
  action: `webhook.${ended}`,
  handled: false,
  outcome: ended === 'delivered' ? 'success' : 'failure',
  resource: { kind: 'webhook_delivery', id: delivery.deliveryId },
  details: {
    endpoint: delivery.endpointId,
    event: delivery.eventId,
    type: delivery.type,
    attempts: delivery.attempts,
    ...(delivery.lastStatus === null ? {} : { status: delivery.lastStatus }),
    ...(delivery.lastFault === null ? {} : { fault: delivery.lastFault }),
  },
});

/** A tenant has an event sent again. */
export const deliveryRetried = (deliveryId: string): AuditEvent => ({
  action: 'webhook.retried',
  handled: false,
  outcome: 'success',
  resource: { kind: 'webhook_delivery', id: deliveryId },
});

/** What this capability has the outbox call it for. */
export const DELIVERY_HANDLED: readonly string[] = [ATTEMPT_DUE];
