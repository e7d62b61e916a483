import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { LOG } from '#adapters/config';
import { Readiness } from '#adapters/health';
import type { Log } from '#adapters/log';

const NO_STORE = ['cache-control', 'no-store'] as const;

/** For whoever keeps the process running. */
@Controller()
export class HealthController {
  constructor(
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Get('healthz')
  @Header(...NO_STORE)
  alive() {
    return { status: 'alive' };
  }

  /** Without the queue: pages use none, and what they commit waits for it. */
  @Get('readyz')
  @Header(...NO_STORE)
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const missing = await this.readiness.missing();
    if (missing.length === 0) return { status: 'ready' };
    for (const { need, why } of missing) this.log.warn({ need, err: why }, 'not ready');
    void reply.status(503);
    return { status: 'not-ready', missing: missing.map(({ need }) => need) };
  }
}
