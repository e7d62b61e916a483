import { Body, Controller, Get, Header, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { ApiKeyActor } from '#kernel';
import type { Operation } from '#adapters/database';
import { refusal } from '#adapters/http';
import {
  Decide,
  type DecideRefusal,
  noticePage,
  ReadDecision,
  type ReadDecisionRefusal,
  ReadNotice,
} from '#deciding';
import { ApiKey, Caller } from '../http/auth.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { id } from '../schema/id.js';
import { decisionBody, noticeBody } from './answers.js';
import { DecideBody, DecisionAnswer, NoticeAnswer, NoticeQuery, ReplayAnswer } from './schema.js';

const DECIDE_STATUS = {
  'application-not-found': 404,
  'score-not-found': 404,
  'consent-not-found': 404,
  'consent-revoked': 403,
  'consent-expired': 403,
  'consent-not-authorised': 403,
  'sharing-data-life-over': 403,
  'decision-score-of-another': 409,
  'policy-not-deployed': 409,
  'policy-gave-no-answer': 409,
} satisfies Record<DecideRefusal['code'], number>;
const READ_STATUS = {
  'decision-not-found': 404,
} satisfies Record<ReadDecisionRefusal['code'], number>;

/** Decisions on applications, and the notices that say why. */
@ApiTags('Decisions')
@Controller('v1')
export class DecisionsController {
  constructor(
    @Inject(Decide) private readonly decide: Decide,
    @Inject(ReadDecision) private readonly readDecision: ReadDecision,
    @Inject(ReadNotice) private readonly readNotice: ReadNotice,
  ) {}

  @Post('applications/:application_id/decisions')
  @ApiKey('decisions:write')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Decide an application by a score that you may still see' })
  @ApiCreatedResponse({ standardSchema: DecisionAnswer })
  async make(
    @Caller() actor: ApiKeyActor,
    @Param('application_id', { schema: id() }) applicationId: string,
    @Body({ schema: DecideBody }) { score_id: scoreId }: z.infer<typeof DecideBody>,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const decided = await this.decide.execute(actor, { applicationId, scoreId }, operation);
    if (!decided.ok) throw refusal(DECIDE_STATUS, decided.error);
    return decisionBody(decided.value);
  }

  @Get('decisions/:decision_id')
  @ApiKey('decisions:read')
  @ApiOperation({ summary: 'Read a decision' })
  @ApiOkResponse({ standardSchema: DecisionAnswer })
  async read(
    @Caller() actor: ApiKeyActor,
    @Param('decision_id', { schema: id() }) decisionId: string,
  ) {
    const read = await this.readDecision.execute(actor, decisionId);
    if (!read.ok) throw refusal(READ_STATUS, read.error);
    return decisionBody(read.value);
  }

  @Get('decisions/:decision_id/replay')
  @ApiKey('decisions:read')
  @ApiOperation({ summary: 'Compute a decision anew from the hashes that it names' })
  @ApiOkResponse({ standardSchema: ReplayAnswer })
  async replay(
    @Caller() actor: ApiKeyActor,
    @Param('decision_id', { schema: id() }) decisionId: string,
  ) {
    const replayed = await this.readDecision.replay(actor, decisionId);
    if (!replayed.ok) throw refusal(READ_STATUS, replayed.error);
    const { decision, same } = replayed.value;
    const { policy, inputSha256 } = decision;
    return {
      ...{ decision_id: decision.decisionId, same },
      ...{ policy_sha256: policy, input_sha256: inputSha256 },
    };
  }

  @Get('decisions/:decision_id/notice')
  @ApiKey('decisions:read')
  @ApiOperation({ summary: 'The notice of a decision that the applicant is to be given' })
  @ApiOkResponse({ standardSchema: NoticeAnswer })
  async notice(
    @Caller() actor: ApiKeyActor,
    @Param('decision_id', { schema: id() }) decisionId: string,
    @Query({ schema: NoticeQuery }) { language }: z.output<typeof NoticeQuery>,
  ) {
    const read = await this.readNotice.execute(actor, decisionId, language);
    if (!read.ok) throw refusal(READ_STATUS, read.error);
    return noticeBody(read.value);
  }

  @Get('decisions/:decision_id/notice.html')
  @ApiKey('decisions:read')
  @Header('content-type', 'text/html; charset=utf-8')
  @ApiOperation({ summary: 'The same notice as a page, to be printed or sent' })
  @ApiOkResponse({
    description: 'A page without script',
    content: {
      'text/html': {
        schema: { type: 'string' },
        example: '<!doctype html><html lang="en"><title>Notice of a decision</title></html>',
      },
    },
  })
  async page(
    @Caller() actor: ApiKeyActor,
    @Param('decision_id', { schema: id() }) decisionId: string,
    @Query({ schema: NoticeQuery }) { language }: z.output<typeof NoticeQuery>,
  ) {
    const read = await this.readNotice.execute(actor, decisionId, language);
    if (!read.ok) throw refusal(READ_STATUS, read.error);
    return noticePage(read.value);
  }
}
