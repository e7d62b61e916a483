import { Module } from '@nestjs/common';
import { LendingModule } from '#lending';
import { ApplicationsController } from './applications.controller.js';

/** The doors of applications. */
@Module({ imports: [LendingModule], controllers: [ApplicationsController] })
export class LendingDoorModule {}
