import { Processor } from '@nestjs/bullmq';
import { WORKER_OPTIONS } from '#adapters/queue';
import { EventWorker } from './event-worker.js';

/** Takes the long jobs, so that they never delay a mail. */
@Processor('bulk', WORKER_OPTIONS.bulk)
export class BulkProcessor extends EventWorker {}
