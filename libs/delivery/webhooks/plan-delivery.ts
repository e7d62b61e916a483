import type { Tx } from '#adapters/database';
import { newId } from '#adapters/database';
import { schedule } from '#audit';
import { insertDelivery, type WebhookDelivery } from '../tables/webhook-delivery.js';
import { bodyOf, type ToldFacts } from './told-events.js';

/** What the outbox calls an attempt that is due. */
export const ATTEMPT_DUE = 'webhook.attempt_due';

/** Begins to tell an endpoint of an event; undefined when that has begun already. */
export async function planDelivery(
  tx: Tx,
  endpointId: string,
  event: ToldFacts & { readonly requestId: string },
  now: Date,
): Promise<string | undefined> {
  const deliveryId = newId(now);
  const about = { eventId: event.id, type: event.action, body: bodyOf(event) };
  if (!(await insertDelivery(tx, { deliveryId, endpointId, ...about, createdAt: now })))
    return undefined;
  planAttempt(tx, { deliveryId, turn: 1 }, event.requestId, { now, at: now });
  return deliveryId;
}

/** Has the turn of a delivery carried out at `at` or soon after. */
export function planAttempt(
  tx: Tx,
  { deliveryId, turn }: Pick<WebhookDelivery, 'deliveryId' | 'turn'>,
  requestId: string,
  { now, at }: { readonly now: Date; readonly at: Date },
): void {
  const resource = { kind: 'webhook_delivery', id: deliveryId };
  schedule(tx, { action: ATTEMPT_DUE, resource, requestId, details: { turn } }, now, at);
}
