import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LOG } from '#adapters/config';
import { Refused } from '#adapters/http';
import type { Log } from '#adapters/log';
import { isProblemCode, type Locale, say, sayProblem } from '#words';
import { refusedBy } from '../http/problem.js';
import type { StaffVisit } from './staff-visit.js';
import { faultPage } from './views/fault-page.js';
import { signInPage } from './views/sign-in-page.js';

const FAULT = new Refused(500, 'internal-error');
/** Where a call failed before it was known who visits. */
const NOBODY: StaffVisit = { locale: 'en', csrf: '', path: '/staff', caller: undefined };

/** Answers whatever was thrown by a page; who is not signed in gets the page to do so. */
@Catch()
export class StaffPageFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Log) {}

  catch(fault: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const refused = refusedBy(fault) ?? FAULT;
    if (refused === FAULT) this.log.error({ err: fault, requestId: request.id }, 'a page failed');
    const visit = request.staffVisit ?? NOBODY;
    const page =
      refused.status === 401
        ? signInPage(visit, { message: say(visit.locale, 'staff.session-ended'), email: '' })
        : faultPage(visit, { message: messageOf(visit.locale, refused), reference: request.id });
    void reply.status(refused.status).type('text/html; charset=utf-8').send(page);
  }
}

function messageOf(locale: Locale, { status, code }: Refused): string {
  if (code === 'form-foreign') return say(locale, 'error.form');
  if (status === 404 && code === 'route-not-found') return say(locale, 'staff.not-found');
  if (status === 429) return say(locale, 'error.too-many');
  return status < 500 && isProblemCode(code)
    ? sayProblem(locale, code)
    : say(locale, 'staff.fault');
}
