import { Module } from '@nestjs/common';
import { Clock } from '#kernel';
import { type Config, CONFIG } from '#adapters/config';
import { provide, UnitOfWork } from '#adapters/database';
import { Outside } from '#adapters/outside';
import { Cells, TenancyModule } from '#tenancy';
import { AttemptDelivery } from './webhooks/attempt-delivery.js';
import { EndpointSlots } from './webhooks/endpoint-slots.js';
import { SweepDeliveries } from './webhooks/keep.js';
import { WebhookKeys } from './webhooks/signature.js';
import { TellEndpoints } from './webhooks/tell-endpoints.js';
import { WebhookDeliveries } from './webhooks/webhook-deliveries.js';
import { WebhookEndpoints } from './webhooks/webhook-endpoints.js';

const PROVIDERS = [
  {
    provide: Outside,
    inject: [CONFIG],
    useFactory: (config: Config) => new Outside({ loopback: config.WEBHOOK_LOOPBACK }),
  },
  provide(WebhookKeys, CONFIG),
  provide(EndpointSlots),
  {
    provide: WebhookEndpoints,
    inject: [UnitOfWork, Cells, Outside, WebhookKeys, Clock],
    useFactory: (
      ...[work, cells, outside, keys, clock]: [UnitOfWork, Cells, Outside, WebhookKeys, Clock]
    ) => new WebhookEndpoints(work, cells, outside, { keys, clock }),
  },
  provide(WebhookDeliveries, UnitOfWork, Cells, Clock),
  provide(TellEndpoints, UnitOfWork, Cells, Clock),
  {
    provide: AttemptDelivery,
    inject: [UnitOfWork, Outside, WebhookKeys, EndpointSlots, Clock],
    useFactory: (
      ...[work, outside, keys, slots, clock]: [
        UnitOfWork,
        Outside,
        WebhookKeys,
        EndpointSlots,
        Clock,
      ]
    ) => new AttemptDelivery(work, outside, { keys, slots }, clock),
  },
  provide(SweepDeliveries, UnitOfWork, Cells),
];

/** Webhooks: what doors need and what the worker calls; no mail. */
@Module({ imports: [TenancyModule], providers: PROVIDERS, exports: PROVIDERS })
export class WebhooksModule {}
