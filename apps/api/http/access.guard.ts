import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, invariant } from '#kernel';
import { rateHeaders, RateLimiter, Refused } from '#adapters/http';
import { VerifyKey } from '#tenancy';
import { type Access, ACCESS } from './auth.js';
import { bearerOf, tooFast, unauthorized } from './credentials.js';
import { Operations } from './operations.js';
import { ProvenKeys } from './proven-keys.js';
import type { StaffCaller } from './staff-tokens.js';

const StaffJwt = AuthGuard('staff');

/** Lets in who may come in, at the pace that they may, and knows a repeated call as such. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly staffJwt = new StaffJwt();
  private readonly proven = new ProvenKeys();

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
      await this.operations.begin(request, reply, undefined);
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
    const bearer = bearerOf(request);
    const stranger = `failed from ${request.ip}`;
    // Whoever tries keys out is slowed down, and then costs no look-up; whoever holds one is
    // counted by it.
    const held = this.proven.has(bearer) ? undefined : await this.limiter.exhausted(stranger);
    if (held) throw tooFast(held);
    const verified = await this.verifyKey.execute(bearer, request.id);
    if (!verified.ok) {
      this.proven.forget(bearer);
      await this.pace(stranger, reply);
      throw unauthorized(verified.error.code);
    }
    this.proven.add(bearer);
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
    if (!state.allowed) throw tooFast(state);
    reply.headers(rateHeaders(state));
  }
}
