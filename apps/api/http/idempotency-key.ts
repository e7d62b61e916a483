import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Operation } from '#adapters/database';

/**
 * The operation that the caller's Idempotency-Key names; undefined when there is none.
 *
 * Its fingerprint has a hash for each top-level field of the body and each query parameter; a body
 * that is no object, or a stream, is not part of it.
 */
export const IdempotencyKey = createParamDecorator(
  (_: unknown, context: ExecutionContext): Operation | undefined =>
    context.switchToHttp().getRequest<FastifyRequest>().operation,
);

/** Says in the OpenAPI document that the route takes an Idempotency-Key. */
export const TakesIdempotencyKey = () =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'Makes the call safe to repeat for 24 hours: 1 to 255 printable ASCII characters.',
      schema: { type: 'string', minLength: 1, maxLength: 257 },
    }),
  );
