import { Body, Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { type ApiKeyActor, invariant } from '#kernel';
import { type Config, CONFIG } from '#adapters/config';
import type { Operation } from '#adapters/database';
import { refusal } from '#adapters/http';
import { AskForScores, ReadScore, requestView, type ScoreRequest, type ScoreView } from '#scoring';
import { ApiKey, Caller } from '../http/auth.js';
import { csvContent, csvFile } from '../http/csv.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { id } from '../schema/id.js';
import { madeScoreBody, scoreBody } from './answers.js';
import { itemBodies, itemRefused, READ_STATUS } from './item-answers.js';
import {
  ScoreAnswerBody,
  ScoreRequestAnswer,
  ScoresAnswer,
  ScoresBody,
  StoredScoreAnswer,
} from './schema.js';
import { scoreRequestBody } from './score-requests.controller.js';

const COLUMNS = [
  'score_id',
  'subject_id',
  'application_id',
  'status',
  'not_scorable',
  'score',
  'pd',
  'pd_low',
  'pd_high',
  'band',
  'reasons',
  'favourable',
  'flags',
  'out_of_range',
  'withheld',
  'missing',
  'model_sha256',
  'as_of',
  'scored_at',
] as const;
const CSV_EXAMPLE =
  '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f,01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f,' +
  '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f,scored,,612,0.0215,,,D,late-instalments,many-returns,' +
  'not_calibrated_for_recipient,,balances,,a3f5c1e0,2026-11-01T00:00:00.000Z,' +
  '2026-11-24T08:00:00.000Z';

/** Scores under a consent. */
@ApiTags('Scores')
@Controller('v1')
export class ScoresController {
  constructor(
    @Inject(AskForScores) private readonly askForScores: AskForScores,
    @Inject(ReadScore) private readonly readScore: ReadScore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post('scores')
  @ApiKey('scores:write')
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Score a borrower under the consent that they gave, or up to 100 at once',
    description:
      'One score is answered by 201, a list by 200: each item its score or its problem, in order. ' +
      'What is not made within `deadline_ms` is made afterwards: 202, and `Location` says where ' +
      'the answer will be.',
  })
  @ApiCreatedResponse({ standardSchema: ScoreAnswerBody, description: 'The one score' })
  @ApiOkResponse({ standardSchema: ScoresAnswer, description: 'An answer for each item' })
  @ApiAcceptedResponse({
    standardSchema: ScoreRequestAnswer,
    description: 'Accepted, and made after this answer',
    headers: { Location: { description: 'Where to ask', schema: { type: 'string' } } },
  })
  async score(
    @Caller() actor: ApiKeyActor,
    @Body({ schema: ScoresBody }) body: z.output<typeof ScoresBody>,
    @IdempotencyKey() operation: Operation | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const call = callOf(body);
    const asked = await this.askForScores.execute(actor, call, operation);
    if ('deferred' in asked) return accepted(reply, asked.deferred);
    if (!call.isOne) {
      void reply.status(200);
      return { items: itemBodies(asked.answers, this.config.API_PUBLIC_URL) };
    }
    const [scored] = asked.answers;
    invariant(scored, 'each item is answered');
    if (!scored.ok) throw itemRefused(scored.error);
    return madeScoreBody(scored.value);
  }

  @Get('scores/:score_id')
  @ApiKey('scores:read')
  @ApiOperation({ summary: 'Read a score again, as long as its consent stands and it may be kept' })
  @ApiOkResponse({ standardSchema: StoredScoreAnswer })
  async read(@Caller() actor: ApiKeyActor, @Param('score_id', { schema: id() }) scoreId: string) {
    const read = await this.readScore.execute(actor, scoreId);
    if (!read.ok) throw refusal(READ_STATUS, read.error);
    return scoreBody(read.value);
  }

  @Get('consents/:consent_id/scores.csv')
  @ApiKey('scores:read')
  @ApiOperation({ summary: 'The scores made under a consent that may still be kept, as CSV' })
  @ApiOkResponse({
    description: 'A line a score, the newest first',
    content: csvContent(COLUMNS, CSV_EXAMPLE),
  })
  async csv(
    @Caller() actor: ApiKeyActor,
    @Param('consent_id', { schema: id() }) consentId: string,
  ) {
    const read = await this.readScore.ofConsent(actor, consentId);
    if (!read.ok) throw refusal(READ_STATUS, read.error);
    return csvFile(`scores-${consentId}.csv`, COLUMNS, onePage(read.value.map(csvRow)));
  }
}

function callOf(body: z.output<typeof ScoresBody>) {
  const { deadline_ms: deadlineMs } = body;
  if ('items' in body) return { items: body.items, isOne: false, deadlineMs };
  const { consent_id: consentId, purpose, application_id: applicationId } = body;
  const input = { consentId, purpose, applicationId };
  return { items: [{ ok: true, value: input } as const], isOne: true, deadlineMs };
}

function accepted(reply: FastifyReply, request: ScoreRequest) {
  void reply
    .status(202)
    .header('location', `/v1/score-requests/${request.requestId}`)
    .header('retry-after', '1');
  return scoreRequestBody(requestView(request), []);
}

function csvRow(view: ScoreView) {
  return [
    view.scoreId,
    view.subjectId,
    view.applicationId,
    view.status,
    view.notScorable?.code ?? null,
    view.score,
    view.pd,
    view.pdInterval?.low ?? null,
    view.pdInterval?.high ?? null,
    view.band,
    view.reasons.map(({ code }) => code).join(' '),
    view.favourable.map(({ code }) => code).join(' '),
    view.flags.join(' '),
    view.outOfRange.join(' '),
    view.coverage.withheld.join(' '),
    view.coverage.missing.join(' '),
    view.model.sha256,
    view.asOf.toISOString(),
    view.scoredAt.toISOString(),
  ];
}

async function* onePage<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows;
}
