import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { type ApiKeyActor, Clock, type Result } from '#kernel';
import type { Operation } from '#adapters/database';
import { refusal } from '#adapters/http';
import {
  FindSubjectByReference,
  ReadSubject,
  type Subject,
  type SubjectNotFound,
  UpsertSubject,
  type UpsertSubjectRefusal,
} from '#subjects';
import { ApiKey, Caller } from '../http/auth.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { id } from '../schema/id.js';
import { subjectAnswer } from './answers.js';
import { SubjectAnswer, SubjectBody, SubjectQuery } from './schema.js';

const UPSERT_STATUS = {
  'subject-exists': 409,
} satisfies Record<UpsertSubjectRefusal['code'], number>;
const READ_STATUS = { 'subject-not-found': 404 } satisfies Record<SubjectNotFound['code'], number>;

/** Subjects: made known and found. */
@ApiTags('Subjects')
@Controller('v1/subjects')
export class SubjectsController {
  constructor(
    @Inject(UpsertSubject) private readonly upsertSubject: UpsertSubject,
    @Inject(ReadSubject) private readonly readSubject: ReadSubject,
    @Inject(FindSubjectByReference) private readonly findSubject: FindSubjectByReference,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Post()
  @ApiKey('subjects:write')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Make a person or a firm known under your own reference' })
  @ApiCreatedResponse({ standardSchema: SubjectAnswer })
  @ApiOkResponse({ standardSchema: SubjectAnswer, description: 'Known already, with these data' })
  async upsert(
    @Caller() actor: ApiKeyActor,
    @Body({ schema: SubjectBody }) body: z.output<typeof SubjectBody>,
    @IdempotencyKey() operation: Operation | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const upserted = await this.upsertSubject.execute(actor, body, operation);
    if (!upserted.ok) throw refusal(UPSERT_STATUS, upserted.error);
    const { subject, created } = upserted.value;
    void reply.status(created ? 201 : 200);
    return subjectAnswer(subject, this.clock.now());
  }

  @Get()
  @ApiKey('subjects:read')
  @ApiOperation({ summary: 'Find a subject by your own reference' })
  @ApiOkResponse({ standardSchema: SubjectAnswer })
  async find(
    @Caller() actor: ApiKeyActor,
    @Query({ schema: SubjectQuery }) { reference }: z.output<typeof SubjectQuery>,
  ) {
    return this.answer(await this.findSubject.execute(actor, reference));
  }

  @Get(':id')
  @ApiKey('subjects:read')
  @ApiOperation({ summary: 'Read a subject' })
  @ApiOkResponse({ standardSchema: SubjectAnswer })
  async read(@Caller() actor: ApiKeyActor, @Param('id', { schema: id() }) subjectId: string) {
    return this.answer(await this.readSubject.execute(actor, subjectId));
  }

  private answer(found: Result<Subject, SubjectNotFound>) {
    if (!found.ok) throw refusal(READ_STATUS, found.error);
    return subjectAnswer(found.value, this.clock.now());
  }
}
