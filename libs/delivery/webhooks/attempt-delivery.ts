import type { Clock } from '#kernel';
import type { Tx, UnitOfWork } from '#adapters/database';
import type { Outside, OutsideAnswer } from '#adapters/outside';
import { type EventHandler, type HandledEvent, record } from '#audit';
import { deliveryEnded, endpointEvent } from '../events.js';
import {
  endpointOf,
  lockDelivery,
  readDelivery,
  type WebhookDelivery,
  writeDelivery,
} from '../tables/webhook-delivery.js';
import { disableEndpoint, type WebhookEndpoint } from '../tables/webhook-endpoint.js';
import { afterAttempt } from './after-attempt.js';
import type { EndpointSlots } from './endpoint-slots.js';
import { planAttempt } from './plan-delivery.js';
import { timestampOf, type WebhookKeys } from './signature.js';

/** While an endpoint's slots are taken, its other calls wait for so long, each a time of its own. */
const BUSY_MS = { min: 3_000, max: 20_000 } as const;

/** What an attempt came to: an answer, or that there was no longer anybody to call. */
type Came = OutsideAnswer | { readonly fault: 'endpoint-deleted' | 'endpoint-disabled' };

/** Calls an endpoint with one event, and plans what follows. */
export class AttemptDelivery implements EventHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outside: Outside,
    private readonly how: { readonly keys: WebhookKeys; readonly slots: EndpointSlots },
    private readonly clock: Clock,
  ) {}

  /**
   * At least once: who dies between the call and its outcome leaves the turn to be taken again,
   * under the same webhook-id. A turn that was followed by another is not taken.
   */
  async handle(event: HandledEvent): Promise<void> {
    const { cell, payload } = event;
    const deliveryId = payload.resource.id;
    const { delivery, endpoint } = await this.work.run(cell, async (tx) => ({
      delivery: await readDelivery(tx, deliveryId),
      endpoint: await endpointOf(tx, deliveryId),
    }));
    if (delivery?.status !== 'pending' || delivery.turn !== payload.details?.['turn']) return;
    if (!endpoint) return this.settle(event, delivery, { fault: 'endpoint-deleted' });
    if (endpoint.disabledAt) return this.settle(event, delivery, { fault: 'endpoint-disabled' });
    const release = this.how.slots.take(endpoint.endpointId);
    if (!release) return this.putOff(event, delivery);
    try {
      await this.settle(event, delivery, await this.call(delivery, endpoint));
    } finally {
      release();
    }
  }

  private call({ eventId, body }: WebhookDelivery, endpoint: WebhookEndpoint): Promise<Came> {
    const message = { id: eventId, timestamp: this.clock.now(), body };
    return this.outside.post(endpoint.url, {
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Assay-Webhooks/1.0',
        'webhook-id': eventId,
        'webhook-timestamp': timestampOf(message),
        'webhook-signature': this.how.keys.sign(endpoint, message),
      },
      body,
    });
  }

  private async settle(
    { cell, payload }: HandledEvent,
    { deliveryId, turn }: WebhookDelivery,
    came: Came,
  ): Promise<void> {
    await this.work.run(cell, async (tx) => {
      const locked = await lockDelivery(tx, deliveryId);
      if (locked?.status !== 'pending' || locked.turn !== turn) return;
      const when = { now: this.clock.now(), requestId: payload.request_id };
      if (follow(tx, locked, came, when) === 'gone') await disable(tx, locked, when);
    });
  }

  /** No attempt was made, so none is counted. */
  private async putOff(
    { cell, payload }: HandledEvent,
    { deliveryId, turn }: WebhookDelivery,
  ): Promise<void> {
    const now = this.clock.now();
    const waitMs = BUSY_MS.min + Math.random() * (BUSY_MS.max - BUSY_MS.min);
    await this.work.run(cell, async (tx) => {
      const locked = await lockDelivery(tx, deliveryId);
      if (locked?.status !== 'pending' || locked.turn !== turn) return;
      again(tx, locked, payload.request_id, { now, at: new Date(now.getTime() + waitMs) });
    });
  }
}

interface Follows {
  readonly now: Date;
  readonly requestId: string;
}

/**
 * Writes what an attempt came to, and plans the next or ends the delivery with an event.
 *
 * @returns 'gone' when the receiver says that nothing need ever be sent there again
 */
function follow(
  tx: Tx,
  before: WebhookDelivery,
  came: Came,
  { now, requestId }: Follows,
): 'gone' | undefined {
  const delivery: WebhookDelivery = {
    ...before,
    attempts: before.attempts + Number(isAnswer(came)),
    lastStatus: 'status' in came ? came.status : null,
    lastFault: 'fault' in came ? came.fault : null,
  };
  const next = isAnswer(came)
    ? afterAttempt(came, delivery.attempts, now, Math.random())
    : NOBODY_THERE;
  if (next.next === 'again') {
    again(tx, delivery, requestId, { now, at: next.at });
    return undefined;
  }
  writeDelivery(tx, { ...delivery, status: next.next, nextAt: null, finishedAt: now });
  const actor = { kind: 'system', id: 'delivery', requestId } as const;
  record(tx, actor, deliveryEnded(delivery, next.next), now);
  return next.next === 'failed' && next.gone ? 'gone' : undefined;
}

const NOBODY_THERE = { next: 'failed', gone: false } as const;

const isAnswer = (came: Came): came is OutsideAnswer =>
  'status' in came || !came.fault.startsWith('endpoint-');

async function disable(
  tx: Tx,
  { endpointId }: WebhookDelivery,
  { now, requestId }: Follows,
): Promise<void> {
  if (!(await disableEndpoint(tx, endpointId, now))) return;
  const actor = { kind: 'system', id: 'delivery', requestId } as const;
  record(tx, actor, endpointEvent('webhook_endpoint.disabled', endpointId), now);
}

function again(
  tx: Tx,
  before: WebhookDelivery,
  requestId: string,
  when: { readonly now: Date; readonly at: Date },
): void {
  const delivery = { ...before, turn: before.turn + 1, nextAt: when.at };
  writeDelivery(tx, delivery);
  planAttempt(tx, delivery, requestId, when);
}
