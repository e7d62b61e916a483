import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, invariant } from '#kernel';
import { rateHeaders, RateLimiter, Refused } from '#adapters/http';
import { VerifyKey } from '#tenancy';
import { type Access, ACCESS } from './auth.js';
import { Operations } from './operations.js';
import type { StaffCaller } from './staff-tokens.js';

const StaffJwt = AuthGuard('staff');
const BEARER = /^Bearer ([\x21-\x7e]{1,4096})$/i;

/** Lets in who may come in, at the pace that they may, and knows a repeated call as such. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly staffJwt = new StaffJwt();

  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(VerifyKey) private readonly verifyKey: VerifyKey,
    @Inject(RateLimiter) private readonly limiter: RateLimiter,
    @Inject(Operations) private readonly operations: Operations,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    invariant(access, 'every route says whom it lets in');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    if (access.kind === 'open') {
      if (request.method === 'POST') await this.pace(`from ${request.ip}`, reply);
      return true;
    }
    const actor =
      access.kind === 'api-key'
        ? await this.keyHolder(access, request, reply)
        : await this.staff(access, context);
    request.actor = actor;
    if (actor.kind === 'staff') await this.pace(`staff ${actor.id}`, reply);
    await this.operations.begin(request, reply, actor);
    return true;
  }

  private async keyHolder(
    { scope }: Extract<Access, { kind: 'api-key' }>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Actor> {
    const verified = await this.verifyKey.execute(bearerOf(request), request.id);
    if (!verified.ok) {
      // Whoever tries keys out is slowed down; whoever holds one is counted by it.
      await this.pace(`from ${request.ip}`, reply);
      throw unauthorized(verified.error.code);
    }
    await this.pace(`key ${verified.value.id}`, reply);
    if (!verified.value.scopes.includes(scope))
      throw new Refused(403, 'scope-missing', { details: { scope } });
    return verified.value;
  }

  private async staff(
    access: Extract<Access, { kind: 'staff' }>,
    context: ExecutionContext,
  ): Promise<Actor> {
    const request = context.switchToHttp().getRequest<FastifyRequest & { user?: StaffCaller }>();
    bearerOf(request);
    try {
      await this.staffJwt.canActivate(context);
    } catch {
      throw unauthorized('staff-token-not-accepted');
    }
    const caller = request.user;
    invariant(caller, 'passport gives the caller whom it let in');
    if (caller.role !== access.role)
      throw new Refused(403, 'staff-role-missing', { details: { role: access.role } });
    if (access.platform && caller.actor.tenantId !== null)
      throw new Refused(403, 'staff-platform-only');
    return caller.actor;
  }

  private async pace(caller: string, reply: FastifyReply): Promise<void> {
    const state = await this.limiter.take(caller);
    const headers = rateHeaders(state);
    if (!state.allowed) throw new Refused(429, 'rate-limit-exceeded', { headers });
    reply.headers(headers);
  }
}

function bearerOf(request: FastifyRequest): string {
  const { authorization } = request.headers;
  if (authorization === undefined) throw unauthorized('credentials-missing');
  const bearer = BEARER.exec(authorization)?.[1];
  if (bearer === undefined) throw unauthorized('credentials-missing');
  return bearer;
}

const unauthorized = (code: string) =>
  new Refused(401, code, { headers: { 'www-authenticate': 'Bearer realm="assay"' } });
