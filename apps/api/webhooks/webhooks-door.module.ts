import { Module } from '@nestjs/common';
import { WebhooksModule } from '#delivery';
import { DeliveriesController } from './deliveries.controller.js';
import { EndpointsController } from './endpoints.controller.js';

/** The doors of webhooks. */
@Module({ imports: [WebhooksModule], controllers: [EndpointsController, DeliveriesController] })
export class WebhooksDoorModule {}
