import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { StaffActor } from '#kernel';
import { refusal } from '#adapters/http';
import { ReadShadows, type ReadShadowsRefusal } from '#scoring';
import { Caller, StaffOnly } from '../http/auth.js';
import { shadowsOut } from './deployment-answers.js';
import { ShadowsAnswer, ShadowsQuery } from './deployment-schema.js';

const STATUS = { 'staff-tenant-only': 403 } satisfies Record<ReadShadowsRefusal['code'], number>;

/** What the risk team may know of shadow models. */
@ApiTags('Deployments')
@Controller('v1/staff/deployments/shadows')
export class ShadowsController {
  constructor(@Inject(ReadShadows) private readonly readShadows: ReadShadows) {}

  @Get()
  @StaffOnly('risk')
  @ApiOperation({
    summary: 'How the shadow models of a deployment do beside the scores that were given',
    description: 'Counts and means. What a shadow says of a person is given to nobody.',
  })
  @ApiOkResponse({ standardSchema: ShadowsAnswer })
  async report(
    @Caller() actor: StaffActor,
    @Query({ schema: ShadowsQuery }) query: z.output<typeof ShadowsQuery>,
  ) {
    const report = await this.readShadows.execute(actor, query.mode, query);
    if (!report.ok) throw refusal(STATUS, report.error);
    return shadowsOut(report.value);
  }
}
