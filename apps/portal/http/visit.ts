import { createHmac } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Borrower, invariant, isId } from '#kernel';
import {
  browserSecretHash,
  type BorrowerSessions,
  newBrowserSecret,
  rememberAddress,
  visitorHash,
} from '#identity';
import { isLocale, type Locale, preferredLocale } from '#words';
import { z } from 'zod';

/** Cookies of the pages. `__Host-`: of this host alone, over a secure connection alone. */
const COOKIES = {
  visit: '__Host-visit',
  session: '__Host-session',
  language: '__Host-language',
  step: '__Host-step',
  known: '__Host-known',
} as const;

/** What a visitor has begun and not finished: kept in the visitor's own browser. */
const Step = z.object({
  challengeId: z.string().refine(isId),
  email: z.string().max(254),
  /** Until when the code is good, in ms. */
  expiresAt: z.number(),
});

/** A log-in under way. The challenge knows the address by its hash, so neither can be changed. */
export type Step = z.infer<typeof Step>;

/** Who is looking at a page, and in which language. */
export interface Visit {
  /** Ties forms and codes to this browser. */
  readonly browserHash: Buffer;
  /** Of where the visitor comes from. */
  readonly visitorHash: Buffer;
  /** Which addresses this browser has signed in to: marks that say nothing without the pepper. */
  readonly knownAddresses: string | undefined;
  readonly csrf: string;
  readonly locale: Locale;
  readonly borrower: Borrower | undefined;
  readonly sessionSecret: string | undefined;
  readonly step: Step | undefined;
  readonly requestId: string;
  /** The path with its query, without `lang`. */
  readonly path: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    visit?: Visit;
  }
}

/** The visit of this call. */
export const Visiting = createParamDecorator((_: unknown, context: ExecutionContext): Visit => {
  const { visit } = context.switchToHttp().getRequest<FastifyRequest>();
  invariant(visit, 'every call is a visit');
  return visit;
});

const COOKIE = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;
const DAY_SECONDS = 86_400;

/** Reads the cookies of a call; gives the browser a secret of its own at its first. */
export async function readVisit(
  request: FastifyRequest,
  reply: FastifyReply,
  sessions: BorrowerSessions,
  pepperHex: string,
): Promise<Visit> {
  const { cookies } = request;
  const secret = cookies[COOKIES.visit] ?? newBrowserSecret();
  if (cookies[COOKIES.visit] === undefined) reply.setCookie(COOKIES.visit, secret, COOKIE);
  const sessionSecret = cookies[COOKIES.session];
  const borrower =
    sessionSecret === undefined ? undefined : await sessions.borrowerOf(sessionSecret, request.id);
  return {
    browserHash: browserSecretHash(secret),
    visitorHash: visitorHash(pepperHex, request.ip),
    knownAddresses: cookies[COOKIES.known],
    csrf: csrfToken(secret, pepperHex),
    locale: chooseLocale(request, reply),
    borrower,
    sessionSecret,
    step: readStep(cookies[COOKIES.step]),
    requestId: request.id,
    path: pathOf(request),
  };
}

/** Remembers that a code was sent, in the browser alone. */
export function writeStep(reply: FastifyReply, step: Step): void {
  const value = Buffer.from(JSON.stringify(step)).toString('base64url');
  reply.setCookie(COOKIES.step, value, { ...COOKIE, maxAge: DAY_SECONDS });
}

/** Signs the browser in, and remembers for a year that it has signed in to this address. */
export function writeSession(
  reply: FastifyReply,
  visit: Visit,
  session: {
    readonly sessionSecret: string;
    readonly expiresAt: Date;
    readonly emailHash: Buffer;
  },
  pepperHex: string,
): void {
  const { sessionSecret, expiresAt, emailHash } = session;
  reply.setCookie(COOKIES.session, sessionSecret, { ...COOKIE, expires: expiresAt });
  const known = rememberAddress(pepperHex, visit.knownAddresses, emailHash);
  reply.setCookie(COOKIES.known, known, { ...COOKIE, maxAge: 365 * DAY_SECONDS });
  reply.clearCookie(COOKIES.step, COOKIE);
}

/** Forgets what was begun and who was signed in. */
export function clearSession(reply: FastifyReply): void {
  reply.clearCookie(COOKIES.session, COOKIE);
  reply.clearCookie(COOKIES.step, COOKIE);
}

function csrfToken(secret: string, pepperHex: string): string {
  const key = Buffer.from(pepperHex, 'hex');
  return createHmac('sha256', key).update(`csrf\n${secret}`).digest('base64url');
}

function chooseLocale(request: FastifyRequest, reply: FastifyReply): Locale {
  const asked = new URL(request.url, 'http://local').searchParams.get('lang');
  if (isLocale(asked)) {
    reply.setCookie(COOKIES.language, asked, { ...COOKIE, maxAge: 365 * DAY_SECONDS });
    return asked;
  }
  const kept = request.cookies[COOKIES.language];
  return isLocale(kept) ? kept : preferredLocale(request.headers['accept-language']);
}

function readStep(value: string | undefined): Step | undefined {
  if (value === undefined) return undefined;
  try {
    return Step.parse(JSON.parse(Buffer.from(value, 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}

function pathOf(request: FastifyRequest): string {
  const url = new URL(request.url, 'http://local');
  url.searchParams.delete('lang');
  return url.pathname + url.search;
}
