import { Module } from '@nestjs/common';
import { ScoringModule } from '#scoring';
import { JobsController } from './jobs.controller.js';
import { ReplayController } from './replay.controller.js';
import { ScoreRequestsController } from './score-requests.controller.js';
import { ScoresController } from './scores.controller.js';

/** The doors of scores and jobs. */
@Module({
  imports: [ScoringModule],
  controllers: [ScoresController, ScoreRequestsController, JobsController, ReplayController],
})
export class ScoringDoorModule {}
