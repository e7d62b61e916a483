import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { ApiKeyActor } from '#kernel';
import type { Operation } from '#adapters/database';
import { refusal } from '#adapters/http';
import {
  ReadScore,
  type ReadScoreRefusal,
  ScoreSubject,
  type ScoreSubjectRefusal,
  type ScoreView,
} from '#scoring';
import { ApiKey, Caller } from '../http/auth.js';
import { csvContent, csvFile } from '../http/csv.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { id } from '../schema/id.js';
import { madeScoreBody, scoreBody } from './answers.js';
import { ScoreAnswerBody, ScoreBody, StoredScoreAnswer } from './schema.js';

const SCORE_STATUS = {
  'consent-not-found': 404,
  'consent-not-authorised': 403,
  'model-not-deployed': 409,
  'consent-revoked': 403,
  'consent-expired': 403,
  'consent-consumed': 403,
  'consent-purpose-mismatch': 403,
  'consent-application-mismatch': 403,
  'consent-scope': 403,
  'consent-frequency-exceeded': 429,
  'sharing-history-too-short': 403,
  'model-needs-cluster': 409,
  'sharing-features-missing': 409,
  'sharing-data-life-over': 403,
} satisfies Record<ScoreSubjectRefusal['code'], number>;
const READ_STATUS = {
  'score-not-found': 404,
  'consent-not-found': 404,
  'consent-revoked': 403,
  'consent-expired': 403,
  'consent-not-authorised': 403,
  'sharing-data-life-over': 403,
} satisfies Record<ReadScoreRefusal['code'], number>;

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
    @Inject(ScoreSubject) private readonly scoreSubject: ScoreSubject,
    @Inject(ReadScore) private readonly readScore: ReadScore,
  ) {}

  @Post('consents/:consent_id/scores')
  @ApiKey('scores:write')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Score a borrower under the consent that they gave' })
  @ApiCreatedResponse({ standardSchema: ScoreAnswerBody })
  async score(
    @Caller() actor: ApiKeyActor,
    @Param('consent_id', { schema: id() }) consentId: string,
    @Body({ schema: ScoreBody }) body: z.infer<typeof ScoreBody>,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const { purpose, application_id: applicationId } = body;
    const input = { consentId, purpose, applicationId };
    const scored = await this.scoreSubject.execute(actor, input, operation);
    if (!scored.ok) throw refusal(SCORE_STATUS, scored.error);
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
