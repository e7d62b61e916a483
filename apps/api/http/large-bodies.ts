import type { FastifyRequest } from 'fastify';
import type { RateLimiter } from '#adapters/http';
import type { VerifyKey } from '#tenancy';
import { bearerOf, tooFast, unauthorized } from './credentials.js';

/**
 * Whose large body is read at all: guards run after a body was parsed, and a stranger's should cost
 * no memory. Who has no key is refused here as the guard would refuse them.
 */
export class LargeBodies {
  constructor(
    private readonly verifyKey: VerifyKey,
    private readonly limiter: RateLimiter,
  ) {}

  /** @throws Refused */
  async admit(request: FastifyRequest): Promise<void> {
    const stranger = `failed from ${request.ip}`;
    const held = await this.limiter.exhausted(stranger);
    if (held) throw tooFast(held);
    const verified = await this.verifyKey.execute(bearerOf(request), request.id);
    if (verified.ok) return;
    await this.limiter.take(stranger);
    throw unauthorized(verified.error.code);
  }
}
