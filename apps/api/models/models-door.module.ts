import { Module } from '@nestjs/common';
import { ModelsModule } from '#models';
import { ScoringModule } from '#scoring';
import { CalibrationsController } from './calibrations.controller.js';
import { DeploymentsController } from './deployments.controller.js';
import { ModelsController } from './models.controller.js';
import { ShadowsController } from './shadows.controller.js';

/** The doors of models, and of what is deployed of them. */
@Module({
  imports: [ModelsModule, ScoringModule],
  controllers: [ModelsController, CalibrationsController, DeploymentsController, ShadowsController],
})
export class ModelsDoorModule {}
