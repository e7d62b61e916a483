import { Body, Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { ApiKeyActor } from '#kernel';
import type { Operation } from '#adapters/database';
import { refusal } from '#adapters/http';
import {
  type Application,
  CreateApplication,
  type CreateApplicationRefusal,
  ReadApplication,
  type ReadApplicationRefusal,
} from '#lending';
import { ApiKey, Caller } from '../http/auth.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { id } from '../schema/id.js';
import { ApplicationAnswer, ApplicationBody } from './schema.js';

const CREATE_STATUS = {
  'application-subject-not-found': 404,
  'application-reference-taken': 409,
} satisfies Record<CreateApplicationRefusal['code'], number>;
const READ_STATUS = {
  'application-not-found': 404,
} satisfies Record<ReadApplicationRefusal['code'], number>;

/** Applications for credit. */
@ApiTags('Applications')
@Controller('v1/applications')
export class ApplicationsController {
  constructor(
    @Inject(CreateApplication) private readonly createApplication: CreateApplication,
    @Inject(ReadApplication) private readonly readApplication: ReadApplication,
  ) {}

  @Post()
  @ApiKey('consents:write')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Say that one of your subjects applies for credit' })
  @ApiCreatedResponse({ standardSchema: ApplicationAnswer })
  @ApiOkResponse({ standardSchema: ApplicationAnswer, description: 'There already, and the same' })
  async create(
    @Caller() actor: ApiKeyActor,
    @Body({ schema: ApplicationBody }) body: z.output<typeof ApplicationBody>,
    @IdempotencyKey() operation: Operation | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { subject_id: subjectId, reference, amount_minor: amountMinor, currency } = body;
    const { product, term_months: termMonths = null } = body;
    const input = { subjectId, reference, amountMinor, currency, product, termMonths };
    const outcome = await this.createApplication.execute(actor, input, operation);
    if (!outcome.ok) throw refusal(CREATE_STATUS, outcome.error);
    void reply.status(outcome.value.created ? 201 : 200);
    return applicationBody(outcome.value.application);
  }

  @Get(':application_id')
  @ApiKey('consents:read')
  @ApiOperation({ summary: 'Read an application' })
  @ApiOkResponse({ standardSchema: ApplicationAnswer })
  async read(
    @Caller() actor: ApiKeyActor,
    @Param('application_id', { schema: id() }) applicationId: string,
  ) {
    const read = await this.readApplication.execute(actor, applicationId);
    if (!read.ok) throw refusal(READ_STATUS, read.error);
    return applicationBody(read.value);
  }
}

const applicationBody = (application: Application) => ({
  application_id: application.applicationId,
  subject_id: application.subjectId,
  reference: application.reference,
  amount_minor: application.amountMinor,
  currency: application.currency,
  product: application.product,
  term_months: application.termMonths,
  created_at: application.createdAt.toISOString(),
});
