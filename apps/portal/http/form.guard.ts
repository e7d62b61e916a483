import { timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Config, CONFIG } from '#adapters/config';
import { type FormFields, RateLimiter, type RateState, Refused } from '#adapters/http';

/** Forms that one browser may send within a minute. */
const FORMS_PER_MINUTE = 60;
/** What a form counts against its address's limit, where a page counts one. */
const FORM_WEIGHT = 2;

/**
 * Lets a form in only from a page of ours that this browser was given; and pages and forms at the
 * pace that an address and a browser may have. A browser is what it says it is, an address is not.
 */
export class FormGuard implements CanActivate {
  private readonly browsers = new RateLimiter(FORMS_PER_MINUTE);
  private readonly addresses: RateLimiter;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.addresses = new RateLimiter(config.RATE_LIMIT_PER_MINUTE);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    // Style, font and health: of no visit, and of no cost.
    if (!request.visit) return true;
    const isForm = request.method !== 'GET' && request.method !== 'HEAD';
    within(await this.addresses.take(request.ip, isForm ? FORM_WEIGHT : 1));
    if (!isForm) return true;
    if (!this.isOurs(request)) throw new Refused(403, 'form-foreign');
    within(await this.browsers.take(request.visit.browserHash.toString('hex')));
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

function within({ allowed, resetSeconds }: RateState): void {
  const headers = { 'retry-after': String(resetSeconds) };
  if (!allowed) throw new Refused(429, 'form-too-many', { headers });
}

function sameText(given: unknown, wanted: string | undefined): boolean {
  if (typeof given !== 'string' || wanted === undefined) return false;
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
