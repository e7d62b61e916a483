import type { Actor } from '#kernel';
import type { Operation } from '#adapters/database';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; set by the guard, absent on an open route. */
    actor?: Actor;
    /** What makes the call safe to repeat; set by the guard when it named a key. */
    operation?: Operation;
    /** Called once with the answer's status before it is sent; set by whoever must tidy up. */
    beforeAnswer?: (status: number) => Promise<void>;
  }
}
