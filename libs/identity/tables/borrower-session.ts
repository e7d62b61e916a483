import type { Statement, Tx } from '#adapters/database';

const UPSERT: Statement = {
  name: 'borrower_upsert',
  text: `INSERT INTO control.borrower (borrower_id, email_hash, email, locale, created_at)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (email_hash) DO UPDATE SET locale = excluded.locale
    RETURNING borrower_id AS "borrowerId"`,
};
const FIND: Statement = {
  name: 'borrower_find',
  text: `SELECT borrower_id AS "borrowerId" FROM control.borrower WHERE email_hash = $1`,
};
const EMAIL_HASH: Statement = {
  name: 'borrower_email_hash',
  text: 'SELECT email_hash AS "emailHash" FROM control.borrower WHERE borrower_id = $1',
};
const INSERT: Statement = {
  name: 'borrower_session_insert',
  text: `INSERT INTO control.borrower_session (session_hash, borrower_id, created_at, expires_at)
    VALUES ($1, $2, $3, $4)`,
};
const READ: Statement = {
  name: 'borrower_session_read',
  text: `SELECT borrower_id AS "borrowerId" FROM control.borrower_session
    WHERE session_hash = $1 AND expires_at > $2`,
};
const END: Statement = {
  name: 'borrower_session_end',
  text: `DELETE FROM control.borrower_session WHERE session_hash = $1
    RETURNING borrower_id AS "borrowerId"`,
};

const SWEEP: Statement = {
  name: 'borrower_session_sweep',
  text: `DELETE FROM control.borrower_session WHERE session_hash IN (
      SELECT session_hash FROM control.borrower_session WHERE expires_at <= $1
      ORDER BY expires_at LIMIT $2)
    RETURNING session_hash`,
};

/** A borrower as the first proof of an address makes them. */
export interface NewBorrower {
  readonly borrowerId: string;
  readonly emailHash: Buffer;
  readonly email: string;
  readonly locale: string;
  readonly createdAt: Date;
}

/** The borrower of an address, made when there is none; gives the id that stands. */
export async function upsertBorrower(tx: Tx, borrower: NewBorrower): Promise<string> {
  const { borrowerId, emailHash, email, locale, createdAt } = borrower;
  const [row] = await tx.query<{ borrowerId: string }>(UPSERT, [
    borrowerId,
    emailHash,
    email,
    locale,
    createdAt,
  ]);
  return row?.borrowerId ?? borrowerId;
}

/** The borrower who has shown an address to be theirs. */
export async function findBorrower(tx: Tx, emailHash: Buffer): Promise<string | undefined> {
  const [row] = await tx.query<{ borrowerId: string }>(FIND, [emailHash]);
  return row?.borrowerId;
}

/** Begins a session; only the hash of its token is kept. */
export function insertSession(
  tx: Tx,
  session: {
    readonly sessionHash: Buffer;
    readonly borrowerId: string;
    readonly createdAt: Date;
    readonly expiresAt: Date;
  },
): void {
  const { sessionHash, borrowerId, createdAt, expiresAt } = session;
  tx.send(INSERT, [sessionHash, borrowerId, createdAt, expiresAt]);
}

/** Whose session it is; undefined when it is over or none of ours. */
export async function sessionBorrower(
  tx: Tx,
  sessionHash: Buffer,
  now: Date,
): Promise<string | undefined> {
  const [row] = await tx.query<{ borrowerId: string }>(READ, [sessionHash, now]);
  return row?.borrowerId;
}

/** Ends a session; gives whose it was. */
export async function endSession(tx: Tx, sessionHash: Buffer): Promise<string | undefined> {
  const [row] = await tx.query<{ borrowerId: string }>(END, [sessionHash]);
  return row?.borrowerId;
}

/** The keyed hash of a borrower's address. */
export async function borrowerEmailHash(tx: Tx, borrowerId: string): Promise<Buffer | undefined> {
  const [row] = await tx.query<{ emailHash: Buffer }>(EMAIL_HASH, [borrowerId]);
  return row?.emailHash;
}

/** Deletes sessions that are over, at most `limit`; gives how many. */
export async function sweepSessions(tx: Tx, now: Date, limit: number): Promise<number> {
  return (await tx.query(SWEEP, [now, limit])).length;
}
