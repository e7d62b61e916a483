import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ApiKeyActor } from '#kernel';
import { type Config, CONFIG } from '#adapters/config';
import { refusal } from '#adapters/http';
import { ReadScoreRequest, type ReadScoreRequestRefusal, type ScoreRequestView } from '#scoring';
import { ApiKey, Caller } from '../http/auth.js';
import { id } from '../schema/id.js';
import { itemBodies } from './item-answers.js';
import { ScoreRequestAnswer } from './schema.js';

const STATUS = {
  'score-request-not-found': 404,
} satisfies Record<ReadScoreRequestRefusal['code'], number>;

/** Scores that were accepted, and are or were made after the answer. */
@ApiTags('Scores')
@Controller('v1/score-requests')
export class ScoreRequestsController {
  constructor(
    @Inject(ReadScoreRequest) private readonly readScoreRequest: ReadScoreRequest,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(':score_request_id')
  @ApiKey('scores:read')
  @ApiOperation({ summary: 'See whether accepted scores are made, and read them; for 30 days' })
  @ApiOkResponse({ standardSchema: ScoreRequestAnswer })
  async read(
    @Caller() actor: ApiKeyActor,
    @Param('score_request_id', { schema: id() }) requestId: string,
  ) {
    const read = await this.readScoreRequest.execute(actor, requestId);
    if (!read.ok) throw refusal(STATUS, read.error);
    const items = itemBodies(read.value.answers ?? [], this.config.API_PUBLIC_URL);
    return scoreRequestBody(read.value, items);
  }
}

/** A request on the wire; while it is pending it has no items. */
export function scoreRequestBody(view: ScoreRequestView, items: ReturnType<typeof itemBodies>) {
  return {
    score_request_id: view.requestId,
    status: view.status,
    count: view.count,
    created_at: view.createdAt.toISOString(),
    finished_at: view.finishedAt?.toISOString() ?? null,
    kept_until: view.keptUntil.toISOString(),
    items: view.answers ? items : null,
  };
}
