import type { Mode } from '#kernel';
import type { Statement, Tx } from '#adapters/database';
import { sameHash } from '../one-time-code.js';

/** Tries at one challenge's code; then it is dead. */
export const CODE_ATTEMPTS_MAX = 5;

/** Someone in a browser named a mail address, and now has to show that it is theirs. */
export interface SignInChallenge {
  readonly challengeId: string;
  /** Of a secret in the browser: nobody else can answer. */
  readonly browserHash: Buffer;
  /** Of where the visitor came from; counted, never shown. */
  readonly visitorHash: Buffer;
  /** Whether the browser had signed in to the address before. */
  readonly knownBrowser: boolean;
  readonly emailHash: Buffer;
  /** The request whose link was opened; null for a log-in without a link. */
  readonly consentId: string | null;
  readonly borrowerId: string | null;
  /** Whose contact the code goes to. Null, and no borrower: nobody's, so none is ever sent. */
  readonly provider: ProviderContact | null;
  readonly locale: string;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

/** A subject whose contact a provider holds. */
export interface ProviderContact {
  readonly tenantId: string;
  readonly mode: Mode;
  readonly subjectId: string;
}

interface ChallengeRow {
  readonly challenge_id: string;
  readonly browser_hash: Buffer;
  readonly visitor_hash: Buffer;
  readonly known_browser: boolean;
  readonly email_hash: Buffer;
  readonly consent_id: string | null;
  readonly borrower_id: string | null;
  readonly provider_tenant_id: string | null;
  readonly provider_mode: Mode | null;
  readonly provider_subject_id: string | null;
  readonly locale: string;
  readonly code_hash: Buffer | null;
  readonly created_at: Date;
  readonly sent_at: Date | null;
  readonly expires_at: Date;
  readonly used_at: Date | null;
}

const COLUMNS = `challenge_id, browser_hash, visitor_hash, known_browser, email_hash, consent_id,
  borrower_id, provider_tenant_id, provider_mode, provider_subject_id, locale, code_hash, created_at, sent_at,
  expires_at, used_at`;

const INSERT: Statement = {
  name: 'sign_in_challenge_insert',
  text: `INSERT INTO control.sign_in_challenge (challenge_id, browser_hash, email_hash, consent_id,
      borrower_id, provider_tenant_id, provider_mode, provider_subject_id, locale, created_at,
      expires_at, visitor_hash, known_browser)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
};
const READ: Statement = {
  name: 'sign_in_challenge_read',
  text: `SELECT ${COLUMNS} FROM control.sign_in_challenge WHERE challenge_id = $1`,
};
const SET_CODE: Statement = {
  name: 'sign_in_challenge_set_code',
  text: `UPDATE control.sign_in_challenge SET code_hash = $2
         WHERE challenge_id = $1 AND sent_at IS NULL AND used_at IS NULL AND expires_at > $3
         RETURNING challenge_id`,
};
const MARK_SENT: Statement = {
  name: 'sign_in_challenge_mark_sent',
  text: 'UPDATE control.sign_in_challenge SET sent_at = $2 WHERE challenge_id = $1',
};
const TRY: Statement = {
  name: 'sign_in_challenge_try',
  text: `UPDATE control.sign_in_challenge SET attempts = attempts + 1
         WHERE challenge_id = $1 AND browser_hash = $2 AND expires_at > $3 AND used_at IS NULL
           AND attempts < ${String(CODE_ATTEMPTS_MAX)}
         RETURNING ${COLUMNS}`,
};
const USE: Statement = {
  name: 'sign_in_challenge_use',
  text: 'UPDATE control.sign_in_challenge SET used_at = $2 WHERE challenge_id = $1',
};

/** Writes a challenge; its code comes later, by mail. */
export function insertChallenge(
  tx: Tx,
  challenge: Omit<SignInChallenge, 'sentAt' | 'usedAt'>,
): void {
  const { challengeId, browserHash, emailHash, consentId, borrowerId, provider } = challenge;
  tx.send(INSERT, [
    challengeId,
    browserHash,
    emailHash,
    consentId,
    borrowerId,
    provider?.tenantId ?? null,
    provider?.mode ?? null,
    provider?.subjectId ?? null,
    challenge.locale,
    challenge.createdAt,
    challenge.expiresAt,
    challenge.visitorHash,
    challenge.knownBrowser,
  ]);
}

/** The challenge of an id. */
export async function readChallenge(
  tx: Tx,
  challengeId: string,
): Promise<SignInChallenge | undefined> {
  const row = (await tx.query<ChallengeRow>(READ, [challengeId])).at(0);
  return row && toChallenge(row);
}

/** Keeps a code's hash, in place of one never sent; false when none is wanted any more. */
export async function setChallengeCode(
  tx: Tx,
  challengeId: string,
  codeHash: Buffer,
  now: Date,
): Promise<boolean> {
  return (await tx.query(SET_CODE, [challengeId, codeHash, now])).length === 1;
}

/** Says that the code is on its way: from now on it is not replaced. */
export function markChallengeSent(tx: Tx, challengeId: string, at: Date): void {
  tx.send(MARK_SENT, [challengeId, at]);
}

/** A try at a challenge's code. */
export interface CodeAttempt {
  readonly challengeId: string;
  readonly browserHash: Buffer;
  /** Made with `hashCode`. */
  readonly codeHash: Buffer;
}

/**
 * Spends one try; the challenge when the code was right, which uses it up. Undefined for a wrong
 * code, another browser, one too many tries, and a challenge that is over, unsent or nobody's:
 * they cannot be told apart. The caller must commit, whatever came of it. Tries at once wait for
 * one another, so that no more than the bound are made.
 */
export async function tryCode(
  tx: Tx,
  attempt: CodeAttempt,
  now: Date,
): Promise<SignInChallenge | undefined> {
  const { challengeId, browserHash, codeHash } = attempt;
  const row = (await tx.query<ChallengeRow>(TRY, [challengeId, browserHash, now])).at(0);
  if (!row?.code_hash || !sameHash(row.code_hash, codeHash)) return undefined;
  tx.send(USE, [challengeId, now]);
  return { ...toChallenge(row), usedAt: now };
}

function toChallenge(row: ChallengeRow): SignInChallenge {
  const { provider_tenant_id: tenantId, provider_mode: mode, provider_subject_id } = row;
  const named = tenantId !== null && mode !== null && provider_subject_id !== null;
  return {
    challengeId: row.challenge_id,
    browserHash: row.browser_hash,
    visitorHash: row.visitor_hash,
    knownBrowser: row.known_browser,
    emailHash: row.email_hash,
    consentId: row.consent_id,
    borrowerId: row.borrower_id,
    provider: named ? { tenantId, mode, subjectId: provider_subject_id } : null,
    locale: row.locale,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  };
}
