import { Processor } from '@nestjs/bullmq';
import { WORKER_OPTIONS } from '#adapters/queue';
import { EventWorker } from './event-worker.js';

/** Takes the short jobs: mails, tidying up, progress. */
@Processor('events', WORKER_OPTIONS.events)
export class EventsProcessor extends EventWorker {}
