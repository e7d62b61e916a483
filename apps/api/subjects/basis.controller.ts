import { Body, Controller, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { type ApiKeyActor, Clock, type Result } from '#kernel';
import type { Operation } from '#adapters/database';
import { refusal } from '#adapters/http';
import { RecordObjection, SetBasis, type Subject, type SubjectNotFound } from '#subjects';
import { ApiKey, Caller } from '../http/auth.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { id } from '../schema/id.js';
import { subjectAnswer } from './answers.js';
import { BasisBody, SubjectAnswer } from './schema.js';

const STATUS = { 'subject-not-found': 404 } satisfies Record<SubjectNotFound['code'], number>;

/** On what basis a subject is processed, and whether they objected. */
@ApiTags('Subjects')
@Controller('v1/subjects')
export class BasisController {
  constructor(
    @Inject(SetBasis) private readonly setBasis: SetBasis,
    @Inject(RecordObjection) private readonly recordObjection: RecordObjection,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Put(':id/basis')
  @ApiKey('subjects:write')
  @ApiOperation({ summary: 'Say on what basis a subject is processed from now on' })
  @ApiOkResponse({ standardSchema: SubjectAnswer })
  async basis(
    @Caller() actor: ApiKeyActor,
    @Param('id', { schema: id() }) subjectId: string,
    @Body({ schema: BasisBody }) body: z.output<typeof BasisBody>,
  ) {
    return this.answer(await this.setBasis.execute(actor, subjectId, body));
  }

  @Post(':id/objection')
  @HttpCode(200)
  @ApiKey('subjects:write')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Note that a subject objected: nothing is scored of them from then on' })
  @ApiOkResponse({ standardSchema: SubjectAnswer })
  async objection(
    @Caller() actor: ApiKeyActor,
    @Param('id', { schema: id() }) subjectId: string,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    return this.answer(await this.recordObjection.execute(actor, subjectId, operation));
  }

  private answer(found: Result<Subject, SubjectNotFound>) {
    if (!found.ok) throw refusal(STATUS, found.error);
    return subjectAnswer(found.value, this.clock.now());
  }
}
