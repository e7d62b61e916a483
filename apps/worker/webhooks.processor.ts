import { Processor } from '@nestjs/bullmq';
import { WORKER_OPTIONS } from '#adapters/queue';
import { EventWorker } from './event-worker.js';

/** Takes the calls to receivers, so that slow ones delay nothing but one another. */
@Processor('webhooks', WORKER_OPTIONS.webhooks)
export class WebhooksProcessor extends EventWorker {}
