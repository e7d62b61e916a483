import type { Statement, Tx } from '#adapters/database';
import type { RecentChallenges } from '../challenge-limits.js';

/** Keeps these locks apart from any others that are taken by number. */
const LOCK_SPACE = 0x51676e;

const LOCK: Statement = {
  name: 'sign_in_address_lock',
  text: 'SELECT pg_advisory_xact_lock($1, $2)',
};
const COUNT: Statement = {
  name: 'sign_in_challenge_count',
  text: `SELECT count(*) FILTER (WHERE own)::integer AS own,
      max(created_at) FILTER (WHERE own) AS "newestOwn",
      count(*) FILTER (WHERE NOT known_browser)::integer AS strangers
    FROM (
      SELECT created_at, known_browser,
        CASE WHEN $3 THEN known_browser ELSE NOT known_browser AND visitor_hash = $2 END AS own
      FROM control.sign_in_challenge WHERE email_hash = $1 AND created_at > $4
    ) recent`,
};
const SWEEP: Statement = {
  name: 'sign_in_challenge_sweep',
  text: `DELETE FROM control.sign_in_challenge WHERE challenge_id IN (
      SELECT challenge_id FROM control.sign_in_challenge WHERE created_at <= $1
      ORDER BY created_at LIMIT $2)
    RETURNING challenge_id`,
};

/** Who asks for a code, for which address. */
export interface Asking {
  readonly emailHash: Buffer;
  readonly visitorHash: Buffer;
  readonly knownBrowser: boolean;
}

/**
 * Until the transaction ends, whoever else names the address waits. Two addresses may share a
 * number, one pair in four thousand million: then they wait for one another, and no more.
 */
export async function lockAddress(tx: Tx, emailHash: Buffer): Promise<void> {
  await tx.query(LOCK, [LOCK_SPACE, emailHash.readInt32BE(0)]);
}

/** The challenges that an address has had since an instant, as they count for who asks. */
export async function countChallenges(
  tx: Tx,
  { emailHash, visitorHash, knownBrowser }: Asking,
  since: Date,
): Promise<RecentChallenges> {
  const values = [emailHash, visitorHash, knownBrowser, since];
  const [row] = await tx.query<RecentChallenges>(COUNT, values);
  return row ?? { own: 0, newestOwn: null, strangers: 0 };
}

/** Deletes challenges opened at `before` or earlier, at most `limit`; gives how many. */
export async function sweepChallenges(tx: Tx, before: Date, limit: number): Promise<number> {
  return (await tx.query(SWEEP, [before, limit])).length;
}
