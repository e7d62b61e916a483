import { timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Config, CONFIG } from '#adapters/config';
import { RateLimiter, Refused } from '#adapters/http';
import type { FormFields } from '#adapters/http';

/** Forms that one browser may send within a minute. */
const FORMS_PER_MINUTE = 60;

/** Lets a form in only from a page of ours that this browser was given. */
export class FormGuard implements CanActivate {
  private readonly limiter = new RateLimiter(FORMS_PER_MINUTE);

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.method === 'GET' || request.method === 'HEAD') return true;
    if (!this.isOurs(request)) throw new Refused(403, 'form-foreign');
    const rate = await this.limiter.take(request.visit?.browserHash.toString('hex') ?? request.ip);
    if (!rate.allowed) throw new Refused(429, 'form-too-many');
    return true;
  }

  /** Our pages send no referrer, so a browser calls their origin `null`, and says same-origin. */
  private isOurOrigin({ origin, 'sec-fetch-site': site }: FastifyRequest['headers']): boolean {
    if (site !== undefined && site !== 'same-origin') return false;
    return origin === undefined || origin === 'null' || origin === this.config.PORTAL_PUBLIC_URL;
  }

  private isOurs({ headers, body, visit }: FastifyRequest): boolean {
    if (!this.isOurOrigin(headers)) return false;
    return sameText((body as FormFields | undefined)?.['_csrf'], visit?.csrf);
  }
}

function sameText(given: unknown, wanted: string | undefined): boolean {
  if (typeof given !== 'string' || wanted === undefined) return false;
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
