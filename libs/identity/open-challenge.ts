import { type Actor, type Clock, err, ok, type Result } from '#kernel';
import { CONTROL_CELL, newId, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import { challengeRefusal, type OpenChallengeRefusal } from './challenge-limits.js';
import { CODE_VALID_MINUTES } from './one-time-code.js';
import { signInChallengeOpened } from './sign-in-events.js';
import { findBorrower } from './tables/borrower-session.js';
import { countChallenges, lockAddress } from './tables/challenge-count.js';
import { insertChallenge, type ProviderContact } from './tables/sign-in-challenge.js';

const HOUR_MS = 3_600_000;

/** A visitor names an address. */
export interface NamedAddress {
  /** Of a secret in the visitor's browser, where alone the code is of use. */
  readonly browserHash: Buffer;
  /** Of where the visitor comes from, as `visitorHash` makes it. */
  readonly visitorHash: Buffer;
  /** Whether this browser has signed in to this address before. */
  readonly knownBrowser: boolean;
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
    const { browserHash, visitorHash, knownBrowser, emailHash, locale, request } = named;
    return this.work.run(CONTROL_CELL, async (tx) => {
      // Those who name one address at once wait for one another: the limits hold for them all.
      await lockAddress(tx, emailHash);
      const now = this.clock.now();
      const since = new Date(now.getTime() - HOUR_MS);
      const [recent, known] = await Promise.all([
        countChallenges(tx, { emailHash, visitorHash, knownBrowser }, since),
        findBorrower(tx, emailHash),
      ]);
      const refusal = challengeRefusal(recent, knownBrowser, now);
      if (refusal) return err(refusal);

      const challengeId = newId(now);
      const expiresAt = new Date(now.getTime() + CODE_VALID_MINUTES * 60_000);
      insertChallenge(tx, {
        challengeId,
        browserHash,
        visitorHash,
        knownBrowser,
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
