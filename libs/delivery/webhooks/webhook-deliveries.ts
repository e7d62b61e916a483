import { type ApiKeyActor, type Clock, err, ok, type Result } from '#kernel';
import type { Operation, UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import type { Cells } from '#tenancy';
import { deliveryRetried } from '../events.js';
import {
  type DeliveryPage,
  endpointOf,
  listDeliveries,
  lockDelivery,
  type WebhookDelivery,
  writeDelivery,
} from '../tables/webhook-delivery.js';
import { readEndpoint } from '../tables/webhook-endpoint.js';
import { planAttempt } from './plan-delivery.js';
import { type EndpointNotFound, isOfHome } from './webhook-endpoints.js';

/** Why a delivery is not made again, in the order in which it is checked. */
export type RetryDeliveryRefusal =
  { readonly code: 'webhook-delivery-not-found' } | { readonly code: 'webhook-endpoint-disabled' };

/** How events reached a tenant's endpoints, and having them sent again. */
export class WebhookDeliveries {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** A page of the deliveries to an endpoint of the caller's, the newest first. */
  async list(
    actor: ApiKeyActor,
    page: DeliveryPage,
  ): Promise<Result<WebhookDelivery[], EndpointNotFound>> {
    const home = await this.cells.home(actor.tenantId, actor.mode);
    return this.work.run(home, async (tx) => {
      const { endpointId } = page;
      const known = isOfHome(endpointId) && (await readEndpoint(tx, endpointId));
      return known
        ? ok(await listDeliveries(tx, page))
        : err({ code: 'webhook-endpoint-not-found' } as const);
    });
  }

  /**
   * Sends a delivery again at once, whatever became of it, under the same webhook-id; if that
   * fails, by the whole schedule.
   */
  async retry(
    actor: ApiKeyActor,
    deliveryId: string,
    operation?: Operation,
  ): Promise<Result<string, RetryDeliveryRefusal>> {
    if (!isOfHome(deliveryId)) return NOT_FOUND;
    const home = await this.cells.home(actor.tenantId, actor.mode);
    return this.work.once<Result<string, RetryDeliveryRefusal>>(home, operation, {
      first: async (tx) => {
        const locked = await lockDelivery(tx, deliveryId);
        const endpoint = locked && (await endpointOf(tx, deliveryId));
        if (!endpoint) return { value: NOT_FOUND, reference: undefined };
        if (endpoint.disabledAt)
          return { value: err({ code: 'webhook-endpoint-disabled' }), reference: undefined };
        const now = this.clock.now();
        const anew = { status: 'pending', attempts: 0, nextAt: now, finishedAt: null } as const;
        const delivery = { ...locked, ...anew, turn: locked.turn + 1 };
        writeDelivery(tx, delivery);
        planAttempt(tx, delivery, actor.requestId, { now, at: now });
        record(tx, actor, deliveryRetried(deliveryId), now);
        return { value: ok(deliveryId), reference: deliveryId };
      },
      again: async () => ok(deliveryId),
    });
  }
}

const NOT_FOUND = err({ code: 'webhook-delivery-not-found' } as const);
