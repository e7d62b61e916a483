import { Module } from '@nestjs/common';
import { DecidingModule } from '#deciding';
import { DecisionsController } from './decisions.controller.js';
import { PoliciesController } from './policies.controller.js';
import { PolicyDeploymentsController } from './policy-deployments.controller.js';
import { ReviewsController } from './reviews.controller.js';

/** The doors of policies and decisions. */
@Module({
  imports: [DecidingModule],
  controllers: [
    PoliciesController,
    PolicyDeploymentsController,
    DecisionsController,
    ReviewsController,
  ],
})
export class DecidingDoorModule {}
