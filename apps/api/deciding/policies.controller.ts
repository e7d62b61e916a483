import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { ApiKeyActor } from '#kernel';
import type { Operation } from '#adapters/database';
import { refusal } from '#adapters/http';
import { ImportPolicy, type PolicyRefusal, ReadPolicies, type ReadPolicyRefusal } from '#deciding';
import { ApiKey, Caller } from '../http/auth.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { sha256 } from '../models/schema.js';
import { policyBody } from './answers.js';
import { ImportPolicyBody, PoliciesAnswer, PolicyAnswer, PolicyInFull } from './schema.js';

const IMPORT_STATUS = {
  'policy-too-large': 422,
  'policy-unsound': 422,
  'policy-test-missed': 422,
  'policy-leaves-open': 422,
} satisfies Record<PolicyRefusal['code'], number>;
const READ_STATUS = { 'policy-not-found': 404 } satisfies Record<ReadPolicyRefusal['code'], number>;

/** Policies: brought and read. What is deployed is for two of the tenant's staff to say. */
@ApiTags('Policies')
@Controller('v1/policies')
export class PoliciesController {
  constructor(
    @Inject(ImportPolicy) private readonly importPolicy: ImportPolicy,
    @Inject(ReadPolicies) private readonly readPolicies: ReadPolicies,
  ) {}

  @Post()
  @ApiKey('policies:write')
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Bring a policy with the cases that it must pass; it decides nothing yet',
  })
  @ApiCreatedResponse({ standardSchema: PolicyAnswer })
  async import(
    @Caller() actor: ApiKeyActor,
    @Body({ schema: ImportPolicyBody }) body: z.infer<typeof ImportPolicyBody>,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const kept = await this.importPolicy.execute(actor, body, operation);
    if (!kept.ok) throw refusal(IMPORT_STATUS, kept.error);
    return policyBody(kept.value);
  }

  @Get()
  @ApiKey('policies:read')
  @ApiOperation({ summary: 'List your policies, the newest first' })
  @ApiOkResponse({ standardSchema: PoliciesAnswer })
  async list(@Caller() actor: ApiKeyActor) {
    return { policies: (await this.readPolicies.list(actor)).map(policyBody) };
  }

  @Get(':sha256')
  @ApiKey('policies:read')
  @ApiOperation({ summary: 'Read a policy in full' })
  @ApiOkResponse({ standardSchema: PolicyInFull })
  async read(@Caller() actor: ApiKeyActor, @Param('sha256', { schema: sha256() }) hash: string) {
    const read = await this.readPolicies.read(actor, hash);
    if (!read.ok) throw refusal(READ_STATUS, read.error);
    const policy = JSON.parse(read.value.body) as Record<string, unknown>;
    return { ...policyBody(read.value), policy };
  }
}
