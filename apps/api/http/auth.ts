import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  SetMetadata,
} from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { invariant, type Actor } from '#kernel';
import type { Scope } from '#tenancy';

/** What a route asks of its caller. A route that says nothing is refused to everybody. */
export type Access =
  | { readonly kind: 'open' }
  | { readonly kind: 'api-key'; readonly scope: Scope }
  | { readonly kind: 'staff'; readonly role: StaffRole; readonly platform: boolean };

/** What a member of staff may do. */
export type StaffRole = 'compliance' | 'operator' | 'risk';

/** The metadata's key. */
export const ACCESS = 'assay:access';

const access = (asked: Access) => SetMetadata(ACCESS, asked);

/** The route is for a tenant's system, by an API key that holds the scope. */
export const ApiKey = (scope: Scope) =>
  applyDecorators(
    access({ kind: 'api-key', scope }),
    ApiBearerAuth('api_key'),
    ApiExtension('x-scope', scope),
  );

/** The route is for staff of the role, of a tenant or of the platform. */
export const StaffOnly = (role: StaffRole) =>
  applyDecorators(
    access({ kind: 'staff', role, platform: false }),
    ApiBearerAuth('staff'),
    ApiExtension('x-role', role),
  );

/** The route is for the platform's own operators. */
export const PlatformOperator = () =>
  applyDecorators(
    access({ kind: 'staff', role: 'operator', platform: true }),
    ApiBearerAuth('staff'),
    ApiExtension('x-role', 'platform operator'),
  );

/** The route is for everybody; what it must know of its caller, it finds out itself. */
export const Open = () => access({ kind: 'open' });

/** The caller whom the guard let in: `ApiKeyActor` under ApiKey, `StaffActor` under StaffOnly. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<FastifyRequest>();
  invariant(actor, 'a route that names its caller asks for credentials');
  return actor;
});
