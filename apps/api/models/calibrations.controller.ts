import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { ApiKeyActor } from '#kernel';
import type { Operation } from '#adapters/database';
import { refusal } from '#adapters/http';
import { CalibrateModel, type CalibrateModelRefusal } from '#models';
import { ApiKey, Caller } from '../http/auth.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { CalibrateBody, CalibrationAnswer, sha256 } from './schema.js';

const CALIBRATE_STATUS = {
  'model-not-found': 404,
  'model-attribute-studied': 422,
  'calibration-too-few-bads': 409,
  'calibration-not-rising': 409,
} satisfies Record<CalibrateModelRefusal['code'], number>;

/** Models fitted to the caller's own outcomes. */
@ApiTags('Models')
@Controller('v1/models')
export class CalibrationsController {
  constructor(@Inject(CalibrateModel) private readonly calibrateModel: CalibrateModel) {}

  @Post(':sha256/calibrations')
  @HttpCode(201)
  @ApiKey('models:write')
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Fit a model to your outcomes: a new artefact of yours, or a map of a licensed one',
  })
  @ApiCreatedResponse({ standardSchema: CalibrationAnswer })
  async calibrate(
    @Caller() actor: ApiKeyActor,
    @Param('sha256', { schema: sha256() }) hash: string,
    @Body({ schema: CalibrateBody }) body: z.infer<typeof CalibrateBody>,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const request = { sha256: hash, asOf: body.as_of };
    const made = await this.calibrateModel.execute(actor, actor, request, operation);
    if (!made.ok) throw refusal(CALIBRATE_STATUS, made.error);
    const { model, recalibration, slope, intercept, rows, bads } = made.value;
    return { sha256: model, recalibration, slope, intercept, rows, bads };
  }
}
