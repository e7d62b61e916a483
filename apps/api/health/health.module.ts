import { Module } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import { provide, UnitOfWork } from '#adapters/database';
import { QueueHealth } from '#adapters/queue';
import { HealthController } from './health.controller.js';
import { Readiness } from './readiness.js';

/** Alive and ready. */
@Module({
  controllers: [HealthController],
  providers: [provide(Readiness, getDataSourceToken('app'), UnitOfWork, QueueHealth)],
})
export class HealthModule {}
