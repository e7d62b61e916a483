import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { type DynamicModule, Module } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { chooseBackend, type QueueOptions } from './backend.js';
import { EventQueues } from './event-queues.js';
import { QueueHealth } from './queue-health.js';
import { QUEUES } from './queues.js';

/** BullMQ keeps a stream of what happened to jobs; nobody here reads it. */
const STREAM_MAX = 100;

/** The queues, and whether they can be reached. */
@Module({})
export class QueueModule {
  static forRoot(options: QueueOptions): DynamicModule {
    const registered = BullModule.registerQueue(
      ...QUEUES.map((name) => ({ name, streams: { events: { maxLen: STREAM_MAX } } })),
    );
    return {
      module: QueueModule,
      global: true,
      imports: [BullModule.forRoot({ connection: chooseBackend(options) }), registered],
      providers: [
        {
          provide: EventQueues,
          inject: QUEUES.map((name) => getQueueToken(name)),
          useFactory: (events: Queue, bulk: Queue, webhooks: Queue) =>
            new EventQueues({ events, bulk, webhooks }),
        },
        {
          provide: QueueHealth,
          inject: [getQueueToken('events')],
          useFactory: (events: Queue) => new QueueHealth(events),
        },
      ],
      exports: [registered, EventQueues, QueueHealth],
    };
  }
}
