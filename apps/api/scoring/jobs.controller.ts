import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { ApiKeyActor } from '#kernel';
import type { Operation } from '#adapters/database';
import { refusal } from '#adapters/http';
import {
  flagNames,
  type JobResult,
  ReadJob,
  type ReadJobRefusal,
  StartJob,
  type StartJobRefusal,
} from '#scoring';
import { ApiKey, Caller } from '../http/auth.js';
import { csvContent, csvFile } from '../http/csv.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { id } from '../schema/id.js';
import { jobBody } from './answers.js';
import { JobAnswer, JobBody } from './schema.js';

const START_STATUS = {
  'model-not-deployed': 409,
  'job-no-data': 409,
  'job-not-found': 404,
} satisfies Record<StartJobRefusal['code'], number>;
const READ_STATUS = {
  'job-not-found': 404,
  'job-not-finished': 409,
} satisfies Record<ReadJobRefusal['code'], number>;

const COLUMNS = [
  'reference',
  'subject_id',
  'score_id',
  'status',
  'not_scorable',
  'score',
  'pd',
  'pd_low',
  'pd_high',
  'band',
  'reasons',
  'flags',
  'out_of_range',
  'model_sha256',
  'as_of',
  'scored_at',
] as const;
const CSV_EXAMPLE =
  'S-012345678,01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f,01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f,' +
  'scored,,612,0.0215,,,D,late-instalments,,,a3f5c1e0,2026-11-01T00:00:00.000Z,2026-11-24T08:00:00.000Z';

/** Scoring of a whole portfolio. */
@ApiTags('Jobs')
@Controller('v1/jobs')
export class JobsController {
  constructor(
    @Inject(StartJob) private readonly startJob: StartJob,
    @Inject(ReadJob) private readonly readJob: ReadJob,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiKey('jobs:write')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Score all your subjects of a kind' })
  @ApiAcceptedResponse({ standardSchema: JobAnswer })
  async start(
    @Caller() actor: ApiKeyActor,
    @Body({ schema: JobBody }) body: z.infer<typeof JobBody>,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const input = { kind: body.kind, asOf: body.as_of };
    const started = await this.startJob.execute(actor, input, operation);
    if (!started.ok) throw refusal(START_STATUS, started.error);
    return jobBody(started.value);
  }

  @Get(':job_id')
  @ApiKey('jobs:read')
  @ApiOperation({ summary: 'See how far a job has come' })
  @ApiOkResponse({ standardSchema: JobAnswer })
  async read(@Caller() actor: ApiKeyActor, @Param('job_id', { schema: id() }) jobId: string) {
    const read = await this.readJob.execute(actor, jobId);
    if (!read.ok) throw refusal(READ_STATUS, read.error);
    return jobBody(read.value);
  }

  @Get(':job_id/results.csv')
  @ApiKey('jobs:read')
  @ApiOperation({ summary: 'The results of a finished job, as CSV' })
  @ApiOkResponse({ description: 'A line a subject', content: csvContent(COLUMNS, CSV_EXAMPLE) })
  async results(@Caller() actor: ApiKeyActor, @Param('job_id', { schema: id() }) jobId: string) {
    const results = await this.readJob.results(actor, jobId);
    if (!results.ok) throw refusal(READ_STATUS, results.error);
    return csvFile(`scores-${jobId}.csv`, COLUMNS, rowsOf(results.value));
  }
}

async function* rowsOf(pages: AsyncIterable<readonly JobResult[]>) {
  for await (const page of pages)
    yield page.map((result) => [
      result.reference,
      result.subjectId,
      result.scoreId,
      result.status,
      result.why,
      result.score,
      result.pd,
      result.pdLow,
      result.pdHigh,
      result.band,
      result.reasons.replaceAll(',', ' '),
      flagNames(result.flags).join(' '),
      result.outOfRange?.replaceAll(',', ' ') ?? null,
      result.model,
      result.asOf.toISOString(),
      result.scoredAt.toISOString(),
    ]);
}
