import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { LOG } from '#adapters/config';
import { Readiness } from '#adapters/health';
import { Refused } from '#adapters/http';
import type { Log } from '#adapters/log';
import { Open } from '../http/auth.js';

const Alive = z.object({ status: z.literal('alive') }).meta({ example: { status: 'alive' } });
const Ready = z.object({ status: z.literal('ready') }).meta({ example: { status: 'ready' } });

/** For whoever keeps the process running. */
@ApiTags('health')
@Controller()
export class HealthController {
  constructor(
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Get('healthz')
  @Open()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Whether the process is alive' })
  @ApiOkResponse({ standardSchema: Alive, description: 'It is' })
  alive() {
    return { status: 'alive' };
  }

  @Get('readyz')
  @Open()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Whether calls can be served',
    description: 'Database, control, queue and migrations; 503 names those that are not there.',
  })
  @ApiOkResponse({ standardSchema: Ready, description: 'They can' })
  async ready() {
    const missing = await this.readiness.missing();
    if (missing.length === 0) return { status: 'ready' };
    for (const { need, why } of missing) this.log.warn({ need, err: why }, 'not ready');
    throw new Refused(503, 'not-ready', { details: { missing: missing.map(({ need }) => need) } });
  }
}
