import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Inject,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Config, CONFIG, LOG } from '#adapters/config';
import { Refused } from '#adapters/http';
import type { Log } from '#adapters/log';
import { isProblemCode, type Locale, say, sayProblem } from '#words';
import { errorPage } from '../views/index.js';
import { frameOf } from './frame.js';

/** What a page says of a refusal that is the page's own. */
const OWN = {
  'form-foreign': 'error.form',
  'body-malformed': 'error.form',
  'form-malformed': 'error.form',
  'form-too-many': 'error.too-many',
  'page-not-found': 'error.not-found',
  'consent-not-found': 'error.not-found',
  'page-session-ended': 'error.session',
} as const;

const SERVER_FAULT = 500;

/** Answers whatever was thrown by a page that says what to do. */
@Catch()
export class PageFilter implements ExceptionFilter {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Log,
  ) {}

  catch(fault: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { status, code } = refusedBy(fault);
    if (status >= SERVER_FAULT)
      this.log.error({ err: fault, requestId: request.id }, 'a page failed');
    const { visit } = request;
    const locale: Locale = visit?.locale ?? 'en';
    const home = visit?.borrower ? '/' : '/sign-in';
    const label = say(locale, visit?.borrower ? 'frame.home' : 'email.title');
    const page = errorPage(frameOf(visit, this.config), {
      message: messageOf(locale, code),
      reference: request.id,
      onward: { href: home, label },
    });
    if (fault instanceof Refused) void reply.headers(fault.extras.headers ?? {});
    void reply.status(status).type('text/html; charset=utf-8').send(page);
  }
}

function messageOf(locale: Locale, code: string): string {
  if (code in OWN) return say(locale, OWN[code as keyof typeof OWN]);
  return isProblemCode(code) ? sayProblem(locale, code) : say(locale, 'error.fault');
}

function refusedBy(fault: unknown): { readonly status: number; readonly code: string } {
  if (fault instanceof Refused) return fault;
  const status = fault instanceof HttpException ? fault.getStatus() : statusOf(fault);
  if (status === 404) return { status, code: 'page-not-found' };
  if (status >= 400 && status < SERVER_FAULT) return { status, code: 'form-malformed' };
  return { status: SERVER_FAULT, code: 'page-fault' };
}

/** Fastify's own refusals carry a status: a body too large, a type that nobody reads. */
function statusOf(fault: unknown): number {
  const status =
    fault instanceof Error && 'statusCode' in fault ? Number(fault.statusCode) : SERVER_FAULT;
  return Number.isInteger(status) ? status : SERVER_FAULT;
}
