import type { HandlerRegistration } from '#audit';
import { FailJob } from './bulk/fail-job.js';
import { CountChunk } from './bulk/count-chunk.js';
import { FinishJob } from './bulk/finish-job.js';
import { PlanJob } from './bulk/plan-job.js';
import { ScoreChunk } from './bulk/score-chunk.js';
import { AnswerScoreRequest, FailScoreRequest } from './requests/answer-score-request.js';

/** Whoever waits for a job is told within hours that it has failed. */
const JOB = { patience: 'hours', afterGivingUp: FailJob } as const;

/** What this capability does after events. */
export const SCORING_HANDLERS: readonly HandlerRegistration[] = [
  { action: 'job.requested', name: 'plan-job', queue: 'bulk', handler: PlanJob, ...JOB },
  { action: 'job.chunk_planned', name: 'score-chunk', queue: 'bulk', handler: ScoreChunk, ...JOB },
  { action: 'job.chunk_scored', name: 'count-chunk', queue: 'events', handler: CountChunk, ...JOB },
  { action: 'job.scored', name: 'finish-job', queue: 'bulk', handler: FinishJob, ...JOB },
  {
    action: 'score_request.accepted',
    name: 'answer-score-request',
    queue: 'events',
    handler: AnswerScoreRequest,
    patience: 'hours',
    afterGivingUp: FailScoreRequest,
  },
];
