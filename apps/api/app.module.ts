import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { type Config, ConfigModule } from '#adapters/config';
import { DatabaseModule } from '#adapters/database';
import type { Log } from '#adapters/log';
import { QueueModule } from '#adapters/queue';
import { ALL_ENTITIES } from '#catalogue';
import { AuditDoorModule } from './audit/audit-door.module.js';
import { ConsentDoorModule } from './consent/consent-door.module.js';
import { DecidingDoorModule } from './deciding/deciding-door.module.js';
import { DocsModule } from './docs/docs.module.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { LendingDoorModule } from './lending/lending-door.module.js';
import { ModelsDoorModule } from './models/models-door.module.js';
import { ScoringDoorModule } from './scoring/scoring-door.module.js';
import { SubjectsDoorModule } from './subjects/subjects-door.module.js';
import { StaffDoors } from './staff/staff-doors.module.js';
import { StaffPagesModule } from './staff-pages/staff-pages.module.js';
import { WebhooksDoorModule } from './webhooks/webhooks-door.module.js';
import { TenancyDoors } from './tenancy/tenancy-doors.module.js';

/** The doors: one module a capability. */
const DOORS: readonly Type[] = [
  TenancyDoors,
  StaffDoors,
  SubjectsDoorModule,
  LendingDoorModule,
  ConsentDoorModule,
  ModelsDoorModule,
  ScoringDoorModule,
  DecidingDoorModule,
  WebhooksDoorModule,
  AuditDoorModule,
  StaffPagesModule,
];

/** The api: what all doors need, and the doors. */
@Module({})
export class AppModule {
  static forRoot(config: Config, log: Log): DynamicModule {
    return {
      module: AppModule,
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
        HttpModule,
        HealthModule,
        DocsModule,
        ...DOORS,
      ],
    };
  }
}
