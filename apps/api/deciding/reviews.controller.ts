import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { StaffActor } from '#kernel';
import type { Operation } from '#adapters/database';
import { refusal } from '#adapters/http';
import { ResolveDecision, type ResolveDecisionRefusal } from '#deciding';
import { Caller, StaffOnly } from '../http/auth.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { id } from '../schema/id.js';
import { decisionBody } from './answers.js';
import { DecisionAnswer, ResolveBody } from './schema.js';

const STATUS = {
  'staff-tenant-only': 403,
  'decision-reasons-missing': 422,
  'decision-not-found': 404,
  'decision-not-referred': 409,
  'decision-resolved-already': 409,
} satisfies Record<ResolveDecisionRefusal['code'], number>;

/** People who look at what a policy referred. */
@ApiTags('Decisions')
@Controller('v1/staff/decisions')
export class ReviewsController {
  constructor(@Inject(ResolveDecision) private readonly resolveDecision: ResolveDecision) {}

  @Post(':decision_id/resolve')
  @StaffOnly('risk')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Decide what the policy referred to a person' })
  @ApiCreatedResponse({ standardSchema: DecisionAnswer })
  async resolve(
    @Caller() actor: StaffActor,
    @Param('decision_id', { schema: id() }) decisionId: string,
    @Body({ schema: ResolveBody }) body: z.output<typeof ResolveBody>,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const resolution = { ...body, decisionId };
    const resolved = await this.resolveDecision.execute(actor, resolution, operation);
    if (!resolved.ok) throw refusal(STATUS, resolved.error);
    return decisionBody(resolved.value);
  }
}
