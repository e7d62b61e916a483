import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { z } from 'zod';
import { Clock, type StaffActor } from '#kernel';
import { type Config, CONFIG } from '#adapters/config';
import type { StaffMember, StaffSignIn } from '#identity';

/** How long a staff log-in holds. */
export const STAFF_TOKEN_SECONDS = 3600;
const ISSUER = 'assay';
const AUDIENCE = 'assay-staff';
const ALGORITHM = 'HS256';

const Claims = z.object({
  sub: z.uuid(),
  tenant: z.uuid().nullable(),
  role: z.enum(['compliance', 'operator', 'risk']),
  exp: z.number(),
});

/** A member of staff as their token tells. */
export interface StaffCaller {
  readonly actor: StaffActor;
  readonly role: StaffMember['role'];
}

/** Makes and reads the tokens of staff. */
@Injectable()
export class StaffTokens {
  constructor(
    @Inject(JwtService) private readonly jwt: JwtService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** A token for an hour from the sign-in on; the same sign-in gives the same token. */
  sign({ member, at }: StaffSignIn): { readonly token: string; readonly expiresAt: Date } {
    const iat = Math.floor(at.getTime() / 1000);
    const exp = iat + STAFF_TOKEN_SECONDS;
    const claims = { sub: member.staffId, tenant: member.tenantId, role: member.role, iat, exp };
    const token = this.jwt.sign(claims, {
      secret: this.config.STAFF_JWT_SECRET,
      algorithm: ALGORITHM,
      issuer: ISSUER,
      audience: AUDIENCE,
    });
    return { token, expiresAt: new Date(exp * 1000) };
  }

  /** Whose a token is, wherever it came from (a cookie); undefined when it is not accepted. */
  read(token: string, requestId: string): StaffCaller | undefined {
    try {
      const claims: unknown = this.jwt.verify(token, {
        secret: this.config.STAFF_JWT_SECRET,
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        ignoreExpiration: true,
      });
      return callerOf(claims, requestId, this.clock.now());
    } catch {
      return undefined;
    }
  }
}

/** passport-jwt: the staff's token in the Authorization header. */
@Injectable()
export class StaffStrategy extends PassportStrategy(Strategy, 'staff') {
  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: config.STAFF_JWT_SECRET,
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      passReqToCallback: true,
      // Compared below with our own clock, which tests may shift.
      ignoreExpiration: true,
    });
  }

  /** Nothing when the token has expired or says something else than ours do. */
  validate(request: unknown, claims: unknown): StaffCaller | false {
    const { id } = request as FastifyRequest;
    return callerOf(claims, id, this.clock.now()) ?? false;
  }
}

function callerOf(claims: unknown, requestId: string, now: Date): StaffCaller | undefined {
  const read = Claims.safeParse(claims);
  if (!read.success || read.data.exp * 1000 <= now.getTime()) return undefined;
  const { sub, tenant, role } = read.data;
  return { actor: { kind: 'staff', id: sub, tenantId: tenant, requestId }, role };
}
