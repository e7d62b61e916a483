import { type Actor, type Clock, err, ok, type Result } from '#kernel';
import { CONTROL_CELL, newId, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import { CODE_VALID_MINUTES } from './one-time-code.js';
import { signInChallengeOpened } from './sign-in-events.js';
import { countChallenges, findBorrower } from './tables/borrower-session.js';
import { insertChallenge, type ProviderContact } from './tables/sign-in-challenge.js';

/** Challenges of one address within an hour; more would be a way to flood a mailbox. */
export const CHALLENGES_PER_HOUR = 6;
/** Between two codes for one address. */
export const RESEND_AFTER_SECONDS = 30;
const HOUR_MS = 3_600_000;

/** Why no code is on its way, in the order in which it is checked. The same for any address. */
export type OpenChallengeRefusal =
  { readonly code: 'sign-in-too-many-codes' } | { readonly code: 'sign-in-code-just-sent' };

/** A visitor names an address. */
export interface NamedAddress {
  /** Of a secret in the visitor's browser, where alone the code is of use. */
  readonly browserHash: Buffer;
  readonly emailHash: Buffer;
  readonly locale: string;
  /** The request whose link was opened, and whose contact at the provider has the address. */
  readonly request: { readonly consentId: string; readonly contact: ProviderContact | null } | null;
}

/** What the visitor waits for. Told alike whether or not a mail goes out. */
export interface OpenedChallenge {
  readonly challengeId: string;
  readonly expiresAt: Date;
}

/**
 * Begins a log-in. The code goes to the contact that the provider holds or, without a link, to a
 * borrower who has shown the address to be theirs before; to nobody else, in the same steps.
 */
export class OpenChallenge {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute(
    actor: Actor,
    named: NamedAddress,
  ): Promise<Result<OpenedChallenge, OpenChallengeRefusal>> {
    const now = this.clock.now();
    const { browserHash, emailHash, locale, request } = named;
    return this.work.run(CONTROL_CELL, async (tx) => {
      const since = new Date(now.getTime() - HOUR_MS);
      const [recent, known] = await Promise.all([
        countChallenges(tx, emailHash, since),
        findBorrower(tx, emailHash),
      ]);
      const refusal = tooSoon(recent, now);
      if (refusal) return err(refusal);

      const challengeId = newId(now);
      const expiresAt = new Date(now.getTime() + CODE_VALID_MINUTES * 60_000);
      insertChallenge(tx, {
        challengeId,
        browserHash,
        emailHash,
        consentId: request?.consentId ?? null,
        borrowerId: request ? null : (known ?? null),
        provider: request?.contact ?? null,
        locale,
        createdAt: now,
        expiresAt,
      });
      record(tx, actor, signInChallengeOpened(challengeId, request?.consentId), now);
      return ok({ challengeId, expiresAt });
    });
  }
}

function tooSoon(
  recent: { readonly challenges: number; readonly newest: Date | null },
  now: Date,
): OpenChallengeRefusal | undefined {
  if (recent.challenges >= CHALLENGES_PER_HOUR) return { code: 'sign-in-too-many-codes' };
  const waitedMs = recent.newest ? now.getTime() - recent.newest.getTime() : Infinity;
  return waitedMs < RESEND_AFTER_SECONDS * 1000 ? { code: 'sign-in-code-just-sent' } : undefined;
}
