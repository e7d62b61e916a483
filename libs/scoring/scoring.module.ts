import { Module } from '@nestjs/common';
import { Clock } from '#kernel';
import { CONFIG } from '#adapters/config';
import { CopyWork, provide, UnitOfWork } from '#adapters/database';
import { DeployedModels, ModelsModule } from '#models';
import { Cells, TenancyModule } from '#tenancy';
import { ChunkJobs } from './bulk/chunk-jobs.js';
import { CountChunk } from './bulk/count-chunk.js';
import { FailJob } from './bulk/fail-job.js';
import { FinishJob } from './bulk/finish-job.js';
import { PlanJob } from './bulk/plan-job.js';
import { ReadJob } from './bulk/read-job.js';
import { ScoreChunk } from './bulk/score-chunk.js';
import { StartJob } from './bulk/start-job.js';
import { BorrowerScores } from './borrower-scores.js';
import { AnswerScoreRequest, FailScoreRequest } from './requests/answer-score-request.js';
import { AskForScores } from './requests/ask-for-scores.js';
import { SweepScoreRequests } from './requests/keep.js';
import { ReadScoreRequest } from './requests/read-score-request.js';
import { ReadScore } from './read-score.js';
import { ReadShadows } from './read-shadows.js';
import { ReplayScore } from './replay-score.js';
import { ScoreLanes } from './score-lanes.js';
import { ScoreSubject } from './score-subject.js';

const USE_CASES = [
  provide(ScoreLanes, UnitOfWork, Clock, CONFIG),
  provide(ScoreSubject, ScoreLanes, Cells, DeployedModels),
  provide(ReadScore, UnitOfWork, Cells, DeployedModels, Clock),
  provide(ReadShadows, UnitOfWork, Cells, Clock),
  provide(ReplayScore, ReadScore, UnitOfWork, DeployedModels, Clock),
  provide(AskForScores, ScoreSubject, UnitOfWork, Cells, Clock),
  provide(AnswerScoreRequest, ScoreSubject, UnitOfWork, Clock),
  provide(FailScoreRequest, UnitOfWork, Clock),
  provide(ReadScoreRequest, ReadScore, UnitOfWork, Cells, Clock),
  provide(SweepScoreRequests, UnitOfWork, Cells),
  provide(BorrowerScores, UnitOfWork, Cells, DeployedModels),
  provide(StartJob, UnitOfWork, Cells, DeployedModels, Clock),
  provide(ReadJob, UnitOfWork, Cells, Clock),
  provide(PlanJob, UnitOfWork, CopyWork, Cells, Clock),
  provide(ChunkJobs, UnitOfWork, Cells, DeployedModels),
  provide(ScoreChunk, ChunkJobs, CopyWork, Clock),
  provide(CountChunk, UnitOfWork, Cells, Clock),
  provide(FailJob, UnitOfWork, Cells, Clock),
  provide(FinishJob, UnitOfWork, CopyWork, Clock),
];

/** Wiring of this capability. */
@Module({ imports: [TenancyModule, ModelsModule], providers: USE_CASES, exports: USE_CASES })
export class ScoringModule {}
