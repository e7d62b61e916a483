import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { SystemActor } from '#kernel';
import type { Config } from '#adapters/config';
import type { OpenChallenge } from '#identity';
import {
  CODE_VALID_MINUTES,
  hasSignedInTo,
  type OpenChallengeRefusal,
  type ProviderContact,
  RESEND_AFTER_SECONDS,
} from '#identity';
import { emailAddress, emailHash, normaliseEmail } from '#subjects';
import type { CodeModel, EmailModel } from '../views/index.js';
import { type Visit, writeStep } from '../http/visit.js';

/** The nobody who acts before a log-in. */
export const visitorOf = (visit: Visit): SystemActor => ({
  kind: 'system',
  id: 'portal',
  requestId: visit.requestId,
});

/** An address as it was typed, and the keyed hash under which it is known. */
export interface TypedAddress {
  readonly email: string;
  readonly hash: Buffer;
}

/** Reads what was typed; undefined when it is no address. */
export function typedAddress(
  value: unknown,
  config: Pick<Config, 'PEPPER'>,
): TypedAddress | undefined {
  const parsed = emailAddress().safeParse(typeof value === 'string' ? value.trim() : value);
  if (!parsed.success) return undefined;
  const email = normaliseEmail(parsed.data);
  return { email, hash: emailHash(config.PEPPER, email) };
}

const EMAIL_ERRORS = {
  'sign-in-too-many-codes': 'email.too-many',
  'sign-in-code-just-sent': null,
} as const satisfies Record<OpenChallengeRefusal['code'], EmailModel['error']>;

/** What a code is sent with. */
export interface CodeSending {
  readonly openChallenge: OpenChallenge;
  readonly config: Pick<Config, 'PEPPER'>;
}

/**
 * Sends a code to whom it belongs, in the same steps whether or not there is such a person.
 *
 * @returns what the address form says when no code was opened; `code.wait` when the code form
 *   follows for the code sent just before; null when it follows for a new one
 */
export async function sendCode(
  { openChallenge, config }: CodeSending,
  reply: FastifyReply,
  visit: Visit,
  to: {
    readonly address: TypedAddress;
    readonly request: {
      readonly consentId: string;
      readonly contact: ProviderContact | null;
    } | null;
  },
): Promise<EmailModel['error'] | 'code.wait'> {
  const { address, request } = to;
  const { browserHash, visitorHash, locale, step } = visit;
  const opened = await openChallenge.execute(visitorOf(visit), {
    browserHash,
    visitorHash,
    knownBrowser: hasSignedInTo(config.PEPPER, visit.knownAddresses, address.hash),
    emailHash: address.hash,
    locale,
    request,
  });
  if (opened.ok) {
    const { challengeId, expiresAt } = opened.value;
    writeStep(reply, { challengeId, email: address.email, expiresAt: expiresAt.getTime() });
    return null;
  }
  // The code just sent is still good in the browser that asked for it.
  if (opened.error.code === 'sign-in-code-just-sent' && step?.email === address.email)
    return 'code.wait';
  return EMAIL_ERRORS[opened.error.code] ?? 'email.too-many';
}

/** What is the same on every form for a code. */
export function codeModel(
  visit: Visit,
  base: string,
  of: Pick<CodeModel, 'error' | 'request' | 'zone'>,
): CodeModel {
  const { error, request, zone } = of;
  return {
    action: `${base}/code`,
    resendAction: `${base}/resend`,
    otherAddressHref: `${base}/address`,
    email: visit.step?.email ?? '',
    validMinutes: CODE_VALID_MINUTES,
    validUntil: new Date(visit.step?.expiresAt ?? 0),
    resendAfterSeconds: RESEND_AFTER_SECONDS,
    zone,
    error,
    request,
  };
}

/** Longer than looking up anybody takes: an answer's time tells nothing of an address. */
const ANSWER_MS = 200;

/** Answers no earlier than that. */
export async function evenly<T>(work: Promise<T>): Promise<T> {
  const [answer] = await Promise.all([work, pause(ANSWER_MS)]);
  return answer;
}

/** The digits of a typed code; white space is allowed. */
export function typedCode(value: unknown): string | undefined {
  const digits = typeof value === 'string' ? value.replace(/\s/g, '') : '';
  return /^\d{6}$/.test(digits) ? digits : undefined;
}
