import { createHmac } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { invariant } from '#kernel';
import { Refused } from '#adapters/http';
import { newBrowserSecret } from '#identity';
import { isLocale, type Locale, preferredLocale } from '#words';
import { STAFF_TOKEN_SECONDS, type StaffCaller, type StaffTokens } from '../http/staff-tokens.js';

/** Cookies of the staff's pages. `__Host-`: of this host alone, over a secure connection alone. */
const COOKIES = {
  session: '__Host-staff',
  form: '__Host-staff-form',
  language: '__Host-staff-language',
} as const;
const COOKIE = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;
const YEAR_SECONDS = 31_536_000;

/** Who is looking at a page of the staff's, and in which language. */
export interface StaffVisit {
  readonly locale: Locale;
  /** What a form of ours carries for this browser. */
  readonly csrf: string;
  /** The path with its query, without `lang`. */
  readonly path: string;
  /** Undefined: not signed in, or no longer. */
  readonly caller: StaffCaller | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    staffVisit?: StaffVisit;
  }
}

/** The visit of this call. */
export const StaffVisiting = createParamDecorator(
  (_: unknown, context: ExecutionContext): StaffVisit => {
    const { staffVisit } = context.switchToHttp().getRequest<FastifyRequest>();
    invariant(staffVisit, 'every call of these pages is a visit');
    return staffVisit;
  },
);

/** Reads the cookies of a call; gives the browser a secret of its own at its first. */
export function readStaffVisit(
  request: FastifyRequest,
  reply: FastifyReply,
  { tokens, secret }: { readonly tokens: StaffTokens; readonly secret: string },
): StaffVisit {
  const { cookies } = request;
  const token = cookies[COOKIES.session];
  const browser = cookies[COOKIES.form] ?? newBrowserSecret();
  if (cookies[COOKIES.form] === undefined) reply.setCookie(COOKIES.form, browser, COOKIE);
  const url = new URL(request.url, 'http://local');
  const asked = url.searchParams.get('lang');
  url.searchParams.delete('lang');
  return {
    locale: localeOf(request, reply, asked),
    csrf: createHmac('sha256', secret).update(`staff-form\n${browser}`).digest('base64url'),
    path: url.pathname + url.search,
    caller: token === undefined ? undefined : tokens.read(token, request.id),
  };
}

/** Signs the browser in. */
export function writeStaffSession(reply: FastifyReply, token: string): void {
  reply.setCookie(COOKIES.session, token, { ...COOKIE, maxAge: STAFF_TOKEN_SECONDS });
}

/** Forgets who was signed in. */
export function clearStaffSession(reply: FastifyReply): void {
  reply.clearCookie(COOKIES.session, COOKIE);
}

/**
 * The member of compliance staff of a visit.
 *
 * @throws Refused for everybody else
 */
export function complianceOf({ caller }: StaffVisit): StaffCaller['actor'] {
  if (!caller) throw new Refused(401, 'staff-token-not-accepted');
  if (caller.role !== 'compliance') throw new Refused(403, 'staff-role-missing');
  return caller.actor;
}

function localeOf(request: FastifyRequest, reply: FastifyReply, asked: string | null): Locale {
  if (isLocale(asked)) {
    reply.setCookie(COOKIES.language, asked, { ...COOKIE, maxAge: YEAR_SECONDS });
    return asked;
  }
  const kept = request.cookies[COOKIES.language];
  return isLocale(kept) ? kept : preferredLocale(request.headers['accept-language']);
}
