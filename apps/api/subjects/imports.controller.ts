import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { ApiKeyActor } from '#kernel';
import type { Operation } from '#adapters/database';
import { refusal, Refused } from '#adapters/http';
import {
  type ImportFormat,
  ReadImport,
  type ReadImportRefusal,
  StageImport,
  type StageImportRefusal,
} from '#subjects';
import { ApiKey, Caller } from '../http/auth.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { id } from '../schema/id.js';
import { importAnswer } from './answers.js';
import { ImportPlaces } from './import-places.js';
import { ImportAnswer, ImportQuery } from './schema.js';

const FORMATS: Readonly<Record<string, ImportFormat>> = {
  'text/csv': 'csv',
  'application/x-ndjson': 'ndjson',
};
const STAGE_STATUS = {
  'import-row-refused': 422,
  'import-too-large': 413,
  'import-stalled': 408,
} satisfies Record<StageImportRefusal['code'], number>;
/** What is told to whom there is no place for; what they still send is not waited for. */
const NO_PLACE = { 'retry-after': '30', connection: 'close' };
const READ_STATUS = { 'import-not-found': 404 } satisfies Record<ReadImportRefusal['code'], number>;

const EXAMPLE = `{"reference":"S-012345678","email":"lin.yao@mail.invalid","cluster":"repayments",\
"data":{"currency":"CNY","instalments":[{"due_on":"2026-09-01","amount_minor":120000,\
"paid_on":"2026-09-03"}]}}\n`;

/** Imports: files of any size, one row per subject and cluster, all or nothing. */
@ApiTags('Imports')
@Controller('v1/imports')
export class ImportsController {
  constructor(
    @Inject(StageImport) private readonly stageImport: StageImport,
    @Inject(ReadImport) private readonly readImport: ReadImport,
    @Inject(ImportPlaces) private readonly places: ImportPlaces,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiKey('subjects:write')
  @TakesIdempotencyKey()
  @ApiConsumes(...Object.keys(FORMATS))
  @ApiBody({ schema: { type: 'string', example: EXAMPLE } })
  @ApiOperation({ summary: 'Import a file of rows, all or nothing' })
  @ApiAcceptedResponse({ standardSchema: ImportAnswer })
  async stage(
    @Caller() actor: ApiKeyActor,
    @Query({ schema: ImportQuery }) { kind, as_of: asOf }: z.output<typeof ImportQuery>,
    @Req() request: FastifyRequest,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const format = FORMATS[mediaTypeOf(request)];
    const { body } = request;
    if (!format || !(body instanceof Readable)) throw new Refused(415, 'content-type-unsupported');
    const leave = this.places.take(actor.tenantId);
    if (!leave) {
      body.resume();
      throw new Refused(429, 'import-too-many', { headers: NO_PLACE });
    }
    try {
      const input = { kind, format, asOf, body, operation };
      const staged = await this.stageImport.execute(actor, input);
      if (staged.ok) return importAnswer(staged.value);
      // Read on and thrown away, so that a client who is still writing comes to read the answer.
      body.resume();
      throw refusal(STAGE_STATUS, staged.error);
    } finally {
      leave();
    }
  }

  @Get(':id')
  @ApiKey('subjects:read')
  @ApiOperation({ summary: 'See how far an import has got' })
  @ApiOkResponse({ standardSchema: ImportAnswer })
  async read(@Caller() actor: ApiKeyActor, @Param('id', { schema: id() }) importId: string) {
    const found = await this.readImport.execute(actor, importId);
    if (!found.ok) throw refusal(READ_STATUS, found.error);
    return importAnswer(found.value);
  }
}

const mediaTypeOf = ({ headers }: FastifyRequest): string =>
  (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
