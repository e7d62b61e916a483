import type { HandlerRegistration } from '#audit';
import { CountChunk } from './bulk/count-chunk.js';
import { FinishJob } from './bulk/finish-job.js';
import { PlanJob } from './bulk/plan-job.js';
import { ScoreChunk } from './bulk/score-chunk.js';

/** What this capability does after events. */
export const SCORING_HANDLERS: readonly HandlerRegistration[] = [
  { action: 'job.requested', name: 'plan-job', queue: 'bulk', handler: PlanJob },
  { action: 'job.chunk_planned', name: 'score-chunk', queue: 'bulk', handler: ScoreChunk },
  { action: 'job.chunk_scored', name: 'count-chunk', queue: 'events', handler: CountChunk },
  { action: 'job.scored', name: 'finish-job', queue: 'bulk', handler: FinishJob },
];
