import { timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Config, CONFIG } from '#adapters/config';
import { RateLimiter, Refused } from '#adapters/http';
import { StaffTokens } from '../http/staff-tokens.js';
import { readStaffVisit, type StaffVisit } from './staff-visit.js';

/** Pages that one member of staff may open within a minute. */
const PAGES_PER_MINUTE = 120;

/** Knows who visits, keeps pages out of caches, and lets in forms of our own pages alone. */
@Injectable()
export class StaffPageGuard implements CanActivate {
  private readonly limiter = new RateLimiter(PAGES_PER_MINUTE);

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(StaffTokens) private readonly tokens: StaffTokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    // Under `no-referrer`, a browser sends the Origin of its own forms as `null`.
    reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
    const { tokens, config } = this;
    const visit = readStaffVisit(request, reply, { tokens, secret: config.STAFF_JWT_SECRET });
    request.staffVisit = visit;
    if (visit.caller) request.actor = visit.caller.actor;
    if (request.method === 'POST') this.checkForm(request, visit);
    const { allowed } = await this.limiter.take(visit.caller?.actor.id ?? request.ip);
    if (!allowed) throw new Refused(429, 'rate-limit-exceeded');
    return true;
  }

  private checkForm({ headers, body }: FastifyRequest, { csrf }: StaffVisit): void {
    const { origin } = headers;
    const site = headers['sec-fetch-site'];
    const isForeign =
      (origin !== undefined && origin !== this.config.API_PUBLIC_URL) ||
      (site !== undefined && site !== 'same-origin');
    const token = (body as Readonly<Record<string, unknown>> | undefined)?.['_csrf'];
    if (isForeign || !isSame(token, csrf)) throw new Refused(403, 'form-foreign');
  }
}

function isSame(given: unknown, wanted: string): boolean {
  if (typeof given !== 'string') return false;
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
