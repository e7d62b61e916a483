import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Config, CONFIG, LOG } from '#adapters/config';
import { Refused } from '#adapters/http';
import type { Log } from '#adapters/log';
import { problemOf, refusedBy } from './problem.js';

const FAULT = new Refused(500, 'internal-error');

/** Answers whatever was thrown by a problem: refusals as what they are, faults by a reference. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Log,
  ) {}

  catch(fault: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const refused = withMethods(refusedBy(fault), request) ?? FAULT;
    if (refused === FAULT) this.log.error({ err: fault, requestId: request.id }, 'a call failed');
    if (reply.sent || reply.raw.headersSent) {
      // Half an answer is out: cutting it off is the only way left to say that it is not whole.
      reply.raw.destroy();
      return;
    }
    // What was not read of a body would otherwise be read to its end before the next call.
    if (!request.raw.readableEnded && !request.raw.complete) reply.header('connection', 'close');
    sendProblem(refused, this.config.API_PUBLIC_URL, request, reply);
  }
}

/** Answers a call by the problem of a refusal. */
export function sendProblem(
  refused: Refused,
  publicUrl: string,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const call = { publicUrl, path: pathOf(request), requestId: request.id };
  void reply
    .status(refused.status)
    .headers({ 'cache-control': 'no-store', ...refused.extras.headers })
    .type('application/problem+json; charset=utf-8')
    .send(problemOf(refused, call));
}

const pathOf = (request: FastifyRequest) => request.url.split('?', 1)[0] ?? '';

/** A known path under a wrong method is 405, and says which would be right. */
function withMethods(refused: Refused | undefined, request: FastifyRequest): Refused | undefined {
  if (refused?.code !== 'route-not-found' || !request.is404) return refused;
  const methods = request.server.methodsOf(pathOf(request));
  if (methods.length === 0) return refused;
  return new Refused(405, 'method-not-allowed', { headers: { allow: methods.join(', ') } });
}
