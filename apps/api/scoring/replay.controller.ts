import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ApiKeyActor } from '#kernel';
import type { Operation } from '#adapters/database';
import { refusal } from '#adapters/http';
import { type ReadScoreRefusal, ReplayScore } from '#scoring';
import { ApiKey, Caller } from '../http/auth.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { id } from '../schema/id.js';
import { ReplayAnswer, replayBody } from './replay-schema.js';

const STATUS = {
  'score-not-found': 404,
  'consent-not-found': 404,
  'consent-revoked': 403,
  'consent-expired': 403,
  'consent-not-authorised': 403,
  'sharing-data-life-over': 403,
} satisfies Record<ReadScoreRefusal['code'], number>;

/** Scores computed again. */
@ApiTags('Scores')
@Controller('v1/scores')
export class ReplayController {
  constructor(@Inject(ReplayScore) private readonly replayScore: ReplayScore) {}

  @Post(':score_id/replay')
  @HttpCode(200)
  @ApiKey('scores:read')
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Compute a stored score again from what it names, and compare',
    description:
      'From the artefact, the scale of its deployment and the inputs kept beside it. A score made ' +
      'in bulk keeps no inputs: it is computed from the subject’s data, as long as nothing of the ' +
      'subject came in after it. Allowed whenever reading the score is.',
  })
  @ApiOkResponse({ standardSchema: ReplayAnswer })
  async replay(
    @Caller() actor: ApiKeyActor,
    @Param('score_id', { schema: id() }) scoreId: string,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const replay = await this.replayScore.execute(actor, actor, scoreId, operation);
    if (!replay.ok) throw refusal(STATUS, replay.error);
    return replayBody(scoreId, replay.value);
  }
}
