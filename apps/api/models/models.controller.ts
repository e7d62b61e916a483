import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { ApiKeyActor } from '#kernel';
import type { Operation } from '#adapters/database';
import { refusal } from '#adapters/http';
import {
  ImportModel,
  type ImportModelRefusal,
  LicenseModel,
  type LicenseModelRefusal,
  ReadModels,
  type ReadModelRefusal,
} from '#models';
import { ApiKey, Caller } from '../http/auth.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { CardAnswer, cardBody } from './card.js';
import {
  ArtefactAnswer,
  ImportModelBody,
  LicenceAnswer,
  LicenceBody,
  ModelAnswer,
  ModelsAnswer,
  sha256,
} from './schema.js';

const IMPORT_STATUS = {
  'model-artefact-unsound': 422,
  'model-features-unknown': 422,
  'model-malformed': 422,
  'model-unsupported': 422,
  'model-too-large': 422,
  'golden-rows-unsound': 422,
  'golden-row-missed': 422,
} satisfies Record<ImportModelRefusal['code'], number>;
const LICENSE_STATUS = {
  'model-not-found': 404,
  'model-recipient-unknown': 422,
} satisfies Record<LicenseModelRefusal['code'], number>;
const READ_STATUS = { 'model-not-found': 404 } satisfies Record<ReadModelRefusal['code'], number>;

/** Models: brought, listed, licensed. */
@ApiTags('Models')
@Controller('v1/models')
export class ModelsController {
  constructor(
    @Inject(ImportModel) private readonly importModel: ImportModel,
    @Inject(LicenseModel) private readonly licenseModel: LicenseModel,
    @Inject(ReadModels) private readonly readModels: ReadModels,
  ) {}

  @Post()
  @ApiKey('models:write')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Bring a model: a scorecard, or trees with rows that they reproduce' })
  @ApiCreatedResponse({ standardSchema: ModelAnswer })
  async import(
    @Caller() actor: ApiKeyActor,
    @Body({ schema: ImportModelBody }) body: z.infer<typeof ImportModelBody>,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const { name, artefact, golden_rows: golden } = body;
    const model = { name, artefact, golden, how: 'imported' } as const;
    const kept = await this.importModel.execute(actor, actor, model, operation);
    if (!kept.ok) throw refusal(IMPORT_STATUS, kept.error);
    const read = await this.readModels.read(actor, kept.value.sha256);
    if (!read.ok) throw refusal(READ_STATUS, read.error);
    return modelAnswer({ ...read.value, owned: true });
  }

  @Get()
  @ApiKey('models:read')
  @ApiOperation({ summary: 'List the models that you own or that are licensed to you' })
  @ApiOkResponse({ standardSchema: ModelsAnswer })
  async list(@Caller() actor: ApiKeyActor) {
    return { models: (await this.readModels.list(actor)).map(modelAnswer) };
  }

  @Get(':sha256')
  @ApiKey('models:read')
  @ApiOperation({ summary: 'Read a model of your own in full' })
  @ApiOkResponse({ standardSchema: ArtefactAnswer })
  async read(@Caller() actor: ApiKeyActor, @Param('sha256', { schema: sha256() }) hash: string) {
    const read = await this.readModels.read(actor, hash);
    if (!read.ok) throw refusal(READ_STATUS, read.error);
    const artefact = JSON.parse(read.value.body) as Record<string, unknown>;
    return { ...modelAnswer({ ...read.value, owned: true }), artefact };
  }

  @Get(':sha256/card')
  @ApiKey('models:read')
  @ApiOperation({
    summary: 'Read the card of a model that you may deploy',
    description:
      'What it predicts, for whom and from what, feature by feature; none of its weights.',
  })
  @ApiOkResponse({ standardSchema: CardAnswer })
  async card(@Caller() actor: ApiKeyActor, @Param('sha256', { schema: sha256() }) hash: string) {
    const read = await this.readModels.card(actor, hash);
    if (!read.ok) throw refusal(READ_STATUS, read.error);
    return { ...modelAnswer(read.value.model), ...cardBody(read.value.card) };
  }

  @Post(':sha256/licences')
  @HttpCode(201)
  @ApiKey('models:write')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Let another institution score with your model, without reading it' })
  @ApiCreatedResponse({ standardSchema: LicenceAnswer })
  async license(
    @Caller() actor: ApiKeyActor,
    @Param('sha256', { schema: sha256() }) hash: string,
    @Body({ schema: LicenceBody }) body: z.infer<typeof LicenceBody>,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const licence = { sha256: hash, recipient: body.recipient };
    const licensed = await this.licenseModel.execute(actor, actor, licence, operation);
    if (!licensed.ok) throw refusal(LICENSE_STATUS, licensed.error);
    return licence;
  }
}

function modelAnswer(model: {
  readonly sha256: string;
  readonly kind: 'person' | 'firm';
  readonly name: string;
  readonly version: number;
  readonly owned: boolean;
  readonly createdAt: Date;
}) {
  const { sha256: hash, kind, name, version, owned, createdAt } = model;
  return { sha256: hash, kind, name, version, owned, created_at: createdAt.toISOString() };
}
