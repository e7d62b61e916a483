import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { type Config, ConfigModule, LOG } from '#adapters/config';
import { COPY_POOL, DatabaseModule, provide, RELAY_POOL, UnitOfWork } from '#adapters/database';
import { HealthServer, Readiness } from '#adapters/health';
import type { Log } from '#adapters/log';
import { MailModule } from '#adapters/mail';
import { EventQueues, QueueHealth, QueueModule } from '#adapters/queue';
import { ALL_ENTITIES, ALL_HANDLERS, ALL_MIGRATIONS } from '#catalogue';
import { Clock } from '#kernel';
import { CONSENT_SWEEPS, ConsentModule } from '#consent';
import { DELIVERY_SWEEPS, DeliveryModule } from '#delivery';
import { BorrowerModule, IDENTITY_SWEEPS } from '#identity';
import { SCORING_SWEEPS, ScoringModule } from '#scoring';
import { SubjectsModule } from '#subjects';
import { Cells, TenancyModule } from '#tenancy';
import type { Pool } from 'pg';
import { BulkProcessor } from './bulk.processor.js';
import { EventOutcomes } from './event-outcomes.js';
import { EventsProcessor } from './events.processor.js';
import { HandleEvent } from './handle-event.js';
import { Handlers } from './handlers.js';
import { WebhooksProcessor } from './webhooks.processor.js';
import { Relay } from './relay.js';
import { Schedules } from './schedules.js';
import { Heartbeat, MakePartitions, SweepOperations, UPKEEP_SWEEPS } from './upkeep.js';

/** The capabilities that handle events or sweep. */
const CAPABILITIES: readonly Type[] = [
  TenancyModule,
  BorrowerModule,
  SubjectsModule,
  ConsentModule,
  ScoringModule,
  DeliveryModule,
];

const SWEEPS = [
  ...UPKEEP_SWEEPS,
  ...CONSENT_SWEEPS,
  ...SCORING_SWEEPS,
  ...DELIVERY_SWEEPS,
  ...IDENTITY_SWEEPS,
];

/** The worker: relay, queues, schedules, and the capabilities whose handlers run here. */
@Module({})
export class WorkerModule {
  static forRoot(config: Config, log: Log): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        ConfigModule.forRoot(config, log),
        DatabaseModule.forRoot({
          appUrl: config.DATABASE_URL,
          controlUrl: config.CONTROL_URL,
          relayUrl: config.RELAY_URL,
          poolSize: config.POOL_SIZE,
          entities: [...ALL_ENTITIES],
        }),
        QueueModule.forRoot({ queueUrl: config.QUEUE_URL, redisUrl: config.REDIS_URL }),
        MailModule.forRoot({ smtpUrl: config.SMTP_URL, from: config.MAIL_FROM }),
        ...CAPABILITIES,
      ],
      providers: [
        {
          provide: Handlers,
          inject: [ModuleRef],
          useFactory: (modules: ModuleRef) => new Handlers(ALL_HANDLERS, modules),
        },
        {
          provide: Schedules,
          inject: [ModuleRef, Clock, LOG],
          useFactory: (modules: ModuleRef, clock: Clock, to: Log) =>
            new Schedules(SWEEPS, modules, clock, to),
        },
        provide(EventOutcomes, UnitOfWork, Handlers, Clock, LOG),
        provide(HandleEvent, Cells, Handlers, EventOutcomes, LOG),
        provide(EventsProcessor, HandleEvent, LOG),
        provide(BulkProcessor, HandleEvent, LOG),
        provide(WebhooksProcessor, HandleEvent, LOG),
        {
          provide: Relay,
          inject: [RELAY_POOL, EventQueues, Handlers, Clock, LOG],
          useFactory: (
            ...[pool, queues, handlers, clock, to]: [Pool, EventQueues, Handlers, Clock, Log]
          ) => new Relay(pool, { queues, handlers }, clock, to),
        },
        healthServer(config),
        provide(SweepOperations, UnitOfWork, Cells),
        provide(MakePartitions, COPY_POOL),
        provide(Heartbeat, LOG),
      ],
    };
  }
}

/** `/healthz` and `/readyz`, where the configuration says. */
const healthServer = (config: Config) => ({
  provide: HealthServer,
  inject: [getDataSourceToken('app'), UnitOfWork, QueueHealth, LOG],
  useFactory: (app: DataSource, work: UnitOfWork, queue: QueueHealth, to: Log) =>
    new HealthServer(
      new Readiness({ app, work, queue, migrations: ALL_MIGRATIONS }),
      { host: config.WORKER_HOST, port: config.WORKER_PORT },
      to,
    ),
});
