import { Module } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { UnitOfWork } from '#adapters/database';
import { Readiness } from '#adapters/health';
import { QueueHealth } from '#adapters/queue';
import { ALL_MIGRATIONS } from '#catalogue';
import { HealthController } from './health.controller.js';

/** Alive and ready. */
@Module({
  controllers: [HealthController],
  providers: [
    {
      provide: Readiness,
      inject: [getDataSourceToken('app'), UnitOfWork, QueueHealth],
      useFactory: (app: DataSource, work: UnitOfWork, queue: QueueHealth) =>
        new Readiness({ app, work, queue, migrations: ALL_MIGRATIONS }),
    },
  ],
})
export class HealthModule {}
