import type { FastifyRequest } from 'fastify';
import { rateHeaders, type RateState, Refused } from '#adapters/http';

const BEARER = /^Bearer ([\x21-\x7e]{1,4096})$/i;

/** The bearer's token; a call without one is refused. */
export function bearerOf(request: FastifyRequest): string {
  const { authorization } = request.headers;
  if (authorization === undefined) throw unauthorized('credentials-missing');
  const bearer = BEARER.exec(authorization)?.[1];
  if (bearer === undefined) throw unauthorized('credentials-missing');
  return bearer;
}

/** Who has to wait, and how long. */
export const tooFast = (state: RateState) =>
  new Refused(429, 'rate-limit-exceeded', { headers: rateHeaders(state) });

/** Who is not let in. */
export const unauthorized = (code: string) =>
  new Refused(401, code, { headers: { 'www-authenticate': 'Bearer realm="assay"' } });
