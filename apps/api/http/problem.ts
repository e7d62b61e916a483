import { HttpException } from '@nestjs/common';
import { OperationMismatch } from '#adapters/database';
import { Refused } from '#adapters/http';
import { isProblemCode, sayProblem } from '#words';

/** What a call is answered with when it is not done. @source RFC 9457 */
export interface Problem {
  /** A page that says what the code means. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance: string;
  readonly code: string;
  readonly request_id: string;
  readonly errors?: readonly object[];
  readonly details?: object;
}

/** The call that a problem is about. */
export interface ProblemCall {
  /** Where the pages of codes are. */
  readonly publicUrl: string;
  readonly path: string;
  readonly requestId: string;
}

/** What Fastify and Nest refuse by themselves. */
const BY_STATUS: Readonly<Record<number, string>> = {
  400: 'request-malformed',
  404: 'route-not-found',
  405: 'method-not-allowed',
  408: 'request-timeout',
  413: 'body-too-large',
  414: 'request-malformed',
  415: 'content-type-unsupported',
  503: 'service-unavailable',
};

/** The refusal that a fault stands for; undefined when it is a fault of ours. */
export function refusedBy(fault: unknown): Refused | undefined {
  if (fault instanceof Refused) return fault;
  if (fault instanceof OperationMismatch) return reused(fault.field);
  if (!(fault instanceof HttpException)) return undefined;
  const status = fault.getStatus();
  const code = BY_STATUS[status];
  if (code !== undefined) return new Refused(status, code);
  return status < 500 ? new Refused(status, 'request-malformed') : undefined;
}

function reused(field: string): Refused {
  const place = field.startsWith('?')
    ? { parameter: field.slice(1) }
    : { pointer: field === '' ? '' : `/${field}` };
  const detail = 'differs from the first call with this Idempotency-Key';
  const errors = [{ code: 'differs', detail, ...place }];
  return new Refused(422, 'idempotency-key-reused', { errors, details: { field } });
}

/** The problem that a refusal is told as. */
export function problemOf({ status, code, extras }: Refused, call: ProblemCall): Problem {
  const { errors, details } = extras;
  const first = errors?.[0];
  const detail = first && `${placeOf(first)}: ${first.detail}`;
  return {
    type: `${call.publicUrl}/problems/${code}`,
    title: titleOf(code),
    status,
    ...(detail === undefined ? {} : { detail }),
    instance: call.path,
    code,
    request_id: call.requestId,
    ...(errors === undefined ? {} : { errors }),
    ...(details === undefined ? {} : { details: onTheWire(details) }),
  };
}

const placeOf = (fault: NonNullable<Refused['extras']['errors']>[number]) =>
  'pointer' in fault ? fault.pointer || 'body' : fault.parameter;

/** The title of a code; its own words when nobody has written a sentence for it. */
function titleOf(code: string): string {
  if (isProblemCode(code)) return sayProblem('en', code);
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Names in snake_case, as everywhere on the wire. */
function onTheWire(details: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}
