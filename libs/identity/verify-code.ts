import { type Borrower, type Clock, err, ok, type Result } from '#kernel';
import { CONTROL_CELL, newId, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import { browserSecretHash, newBrowserSecret } from './browser-secret.js';
import { hashCode } from './one-time-code.js';
import { borrowerSignedIn, borrowerSignInFailed } from './sign-in-events.js';
import { insertSession, upsertBorrower } from './tables/borrower-session.js';
import { tryCode } from './tables/sign-in-challenge.js';

/** How long a borrower stays signed in. */
export const SESSION_MINUTES = 60;

/** Why a code does not let in: wrong, over, spent, tried too often, or of nobody. All one. */
export interface VerifyCodeRefusal {
  readonly code: 'sign-in-code-not-accepted';
}

/** A try at a code. */
export interface CodeTry {
  readonly challengeId: string;
  readonly browserHash: Buffer;
  readonly code: string;
  /** The address as it was typed, which the challenge knows by its hash. */
  readonly email: string;
  readonly emailHash: Buffer;
}

/** Somebody who has shown an address to be theirs. */
export interface SignedInBorrower {
  readonly borrower: Borrower;
  /** For the browser's cookie; only its hash is kept. */
  readonly sessionSecret: string;
  readonly expiresAt: Date;
  /** The request whose link began it. */
  readonly consentId: string | null;
  readonly emailHash: Buffer;
}

/** A code comes back from the mailbox: its holder is signed in. */
export class VerifyCode {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: { readonly PEPPER: string },
  ) {}

  /** Each try counts, whatever came of it; a code lets in once. */
  async execute(
    attempt: CodeTry,
    requestId: string,
  ): Promise<Result<SignedInBorrower, VerifyCodeRefusal>> {
    const { challengeId, browserHash, emailHash } = attempt;
    const codeHash = hashCode(this.config.PEPPER, challengeId, attempt.code);
    return this.work.run(CONTROL_CELL, async (tx) => {
      const now = this.clock.now();
      const challenge = await tryCode(tx, { challengeId, browserHash, codeHash }, now);
      if (!challenge?.emailHash.equals(emailHash)) {
        const nobody = { kind: 'system', id: 'portal', requestId } as const;
        record(tx, nobody, borrowerSignInFailed(challengeId), now);
        return err({ code: 'sign-in-code-not-accepted' });
      }
      const { locale, consentId } = challenge;
      const { email } = attempt;
      const borrowerId = await upsertBorrower(tx, {
        borrowerId: newId(now),
        emailHash,
        email,
        locale,
        createdAt: now,
      });
      const borrower: Borrower = { kind: 'borrower', id: borrowerId, requestId };
      const sessionSecret = newBrowserSecret();
      const expiresAt = new Date(now.getTime() + SESSION_MINUTES * 60_000);
      const sessionHash = browserSecretHash(sessionSecret);
      insertSession(tx, { sessionHash, borrowerId, createdAt: now, expiresAt });
      record(tx, borrower, borrowerSignedIn(challengeId), now);
      return ok({ borrower, sessionSecret, expiresAt, consentId, emailHash });
    });
  }
}
