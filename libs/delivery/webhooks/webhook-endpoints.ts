import { type ApiKeyActor, bucketOfId, type Clock, err, invariant, isId, ok } from '#kernel';
import type { Result } from '#kernel';
import { newId, type Operation, referenceText, type UnitOfWork } from '#adapters/database';
import type { Outside, UrlFault } from '#adapters/outside';
import { record } from '#audit';
import type { Cells } from '#tenancy';
import { endpointEvent } from '../events.js';
import {
  deleteEndpoint,
  insertEndpoint,
  listEndpoints,
  readEndpoint,
  rotateEndpoint,
  type WebhookEndpoint,
} from '../tables/webhook-endpoint.js';
import { planDelivery } from './plan-delivery.js';
import type { ReceiverKeys, WebhookKeys } from './signature.js';
import { TEST_EVENT, type ToldEvent } from './told-events.js';

/** Endpoints of a tenant in one mode. */
const ENDPOINTS_MAX = 20;

/** There is no such endpoint, or it is not the caller's. */
export interface EndpointNotFound {
  readonly code: 'webhook-endpoint-not-found';
}

/** Why an endpoint is not made, in the order in which it is checked. */
export type CreateEndpointRefusal =
  | { readonly code: 'webhook-url-refused'; readonly reason: UrlFault }
  | { readonly code: 'webhook-endpoints-too-many'; readonly max: number }
  | EndpointNotFound;

/** Why an endpoint is not tried out. */
export type TestEndpointRefusal = EndpointNotFound | { readonly code: 'webhook-endpoint-disabled' };

/** An endpoint as its tenant sees it. */
export type EndpointView = WebhookEndpoint & Pick<ReceiverKeys, 'publicKey'>;
/** The same with the secret, which is told when it is new. */
export type NewEndpointView = WebhookEndpoint & ReceiverKeys;

/** Where a tenant is told what happened: made, listed, given new keys, tried, deleted. */
export class WebhookEndpoints {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly outside: Outside,
    private readonly how: { readonly keys: WebhookKeys; readonly clock: Clock },
  ) {}

  /** Makes an endpoint. A repeat of the operation answers with the same one and its secret. */
  async create(
    actor: ApiKeyActor,
    wish: {
      readonly url: string;
      readonly events: readonly ToldEvent[];
      readonly description: string;
    },
    operation?: Operation,
  ): Promise<Result<NewEndpointView, CreateEndpointRefusal>> {
    const reason = this.outside.urlFault(wish.url);
    if (reason !== undefined) return err({ code: 'webhook-url-refused', reason });
    const home = await this.cells.home(actor.tenantId, actor.mode);
    return this.work.once<Result<NewEndpointView, CreateEndpointRefusal>>(home, operation, {
      first: async (tx) => {
        if ((await listEndpoints(tx)).length >= ENDPOINTS_MAX) {
          const refused = { code: 'webhook-endpoints-too-many', max: ENDPOINTS_MAX } as const;
          return { value: err(refused), reference: undefined };
        }
        const now = this.how.clock.now();
        const endpointId = newId(now);
        const events = [...new Set(wish.events)];
        insertEndpoint(tx, { ...wish, endpointId, events, createdAt: now });
        record(tx, actor, endpointEvent('webhook_endpoint.created', endpointId), now);
        const made = await readEndpoint(tx, endpointId);
        invariant(made, 'what was written is read');
        return { value: ok(this.withSecret(made)), reference: endpointId };
      },
      again: async (tx, reference) => this.shown(await readEndpoint(tx, referenceText(reference))),
    });
  }

  /** Every endpoint of the caller's, the oldest first. */
  async list(actor: ApiKeyActor): Promise<EndpointView[]> {
    const home = await this.cells.home(actor.tenantId, actor.mode);
    const endpoints = await this.work.run(home, listEndpoints);
    return endpoints.map((one) => ({ ...one, publicKey: this.how.keys.of(one).publicKey }));
  }

  /** New keys; those before sign beside them for 24 hours. A repeat rotates no further. */
  async rotate(
    actor: ApiKeyActor,
    endpointId: string,
    operation?: Operation,
  ): Promise<Result<NewEndpointView, EndpointNotFound>> {
    if (!isOfHome(endpointId)) return NOT_FOUND;
    const home = await this.cells.home(actor.tenantId, actor.mode);
    return this.work.once<Result<NewEndpointView, EndpointNotFound>>(home, operation, {
      first: async (tx) => {
        const now = this.how.clock.now();
        const rotated = await rotateEndpoint(tx, endpointId, now);
        if (!rotated) return { value: NOT_FOUND, reference: undefined };
        record(tx, actor, endpointEvent('webhook_endpoint.secret_rotated', endpointId), now);
        return { value: ok(this.withSecret(rotated)), reference: endpointId };
      },
      again: async (tx) => this.shown(await readEndpoint(tx, endpointId)),
    });
  }

  /** Deletes an endpoint; what is on its way there fails. */
  async delete(
    actor: ApiKeyActor,
    endpointId: string,
  ): Promise<Result<undefined, EndpointNotFound>> {
    if (!isOfHome(endpointId)) return NOT_FOUND;
    const home = await this.cells.home(actor.tenantId, actor.mode);
    return this.work.run(home, async (tx) => {
      if (!(await deleteEndpoint(tx, endpointId))) return NOT_FOUND;
      record(
        tx,
        actor,
        endpointEvent('webhook_endpoint.deleted', endpointId),
        this.how.clock.now(),
      );
      return ok(undefined);
    });
  }

  /** Sends an event that says no more than that it is a test; gives its delivery's id. */
  async test(
    actor: ApiKeyActor,
    endpointId: string,
    operation?: Operation,
  ): Promise<Result<string, TestEndpointRefusal>> {
    if (!isOfHome(endpointId)) return NOT_FOUND;
    const home = await this.cells.home(actor.tenantId, actor.mode);
    return this.work.once<Result<string, TestEndpointRefusal>>(home, operation, {
      first: async (tx) => {
        const endpoint = await readEndpoint(tx, endpointId);
        if (!endpoint) return { value: NOT_FOUND, reference: undefined };
        if (endpoint.disabledAt)
          return { value: err({ code: 'webhook-endpoint-disabled' }), reference: undefined };
        const now = this.how.clock.now();
        const id = record(tx, actor, endpointEvent(TEST_EVENT, endpointId), now);
        const { mode, requestId } = actor;
        const payload = { resource: { kind: 'webhook_endpoint', id: endpointId } };
        const event = { id, action: TEST_EVENT, mode, payload, requestId };
        const deliveryId = await planDelivery(tx, endpointId, event, now);
        invariant(deliveryId !== undefined, 'the event is new');
        return { value: ok(deliveryId), reference: deliveryId };
      },
      again: async (_, reference) => ok(referenceText(reference)),
    });
  }

  private withSecret(endpoint: WebhookEndpoint): NewEndpointView {
    return { ...endpoint, ...this.how.keys.of(endpoint) };
  }

  private shown(endpoint: WebhookEndpoint | undefined): Result<NewEndpointView, EndpointNotFound> {
    return endpoint ? ok(this.withSecret(endpoint)) : NOT_FOUND;
  }
}

const NOT_FOUND = err({ code: 'webhook-endpoint-not-found' } as const);

/** Whether it is an id of the form that the home cell's things have. */
export const isOfHome = (id: string): boolean => isId(id) && bucketOfId(id) === 0;
