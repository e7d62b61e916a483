import { type Actor, type Cell, invariant } from '#kernel';
import type { Tx } from '#adapters/database';
import { recordAll } from '#audit';
import { type HeldConsent, lockConsents } from '#consent';
import { decideStored, type StoredDecision, type StoredRefusal } from '#consent-engine';
import { accessEvent, decidedOf, decisionRow } from './decided.js';
import { insertDecisions } from './tables/access-decision.js';

/** The most readings of one visit. */
export const STORED_READS_MAX = 64;

/** Answers made earlier under one consent, which a recipient wants to see again. */
export interface StoredRead {
  readonly consentId: string;
  readonly recipientTenantId: string;
  readonly actor: Actor;
  /** When each of the answers was made; empty when there is none. */
  readonly madeAt: readonly Date[];
}

/** A visit to one of a provider's cells. */
export interface StoredVisit {
  readonly providerCell: Cell;
  /** 1 to STORED_READS_MAX, each decided by itself; all of consents in that cell. */
  readonly reads: readonly StoredRead[];
  readonly now: Date;
}

/** What the gate says of one reading of stored answers. */
export type SharedStored =
  | {
      readonly outcome: 'allowed';
      readonly read: StoredRead;
      /** An answer made at this instant or before it is over, and must be left out. */
      readonly madeAfter: Date;
    }
  | { readonly outcome: 'denied'; readonly read: StoredRead; readonly refusal: StoredRefusal };

/**
 * The gate for answers made earlier: locks the consents, decides whether they may be given again,
 * records it on the provider's side where the borrower sees it. No counter and no state moves.
 *
 * tx stands in the recipient's cell, and comes back to it before `use`, which writes there before
 * the same commit. The caller has read the answers before, so that a withdrawal committed since
 * then is seen.
 *
 * @param use called once, with an answer for each reading in the same order
 */
export async function shareStored<T>(
  tx: Tx,
  { providerCell, reads, now }: StoredVisit,
  use: (tx: Tx, shared: readonly SharedStored[]) => Promise<T>,
): Promise<T> {
  invariant(reads.length >= 1 && reads.length <= STORED_READS_MAX, 'a visit is a bounded batch');
  const shared = await tx.visit(providerCell, (provider) => decideThere(provider, reads, now));
  return use(tx, shared);
}

async function decideThere(
  tx: Tx,
  reads: readonly StoredRead[],
  now: Date,
): Promise<readonly SharedStored[]> {
  const consents = await lockConsents(tx, [...new Set(reads.map((read) => read.consentId))]);
  const decided = reads.map((read) => {
    const consent = consents.get(read.consentId);
    return { read, consent, decision: decideStored(consent, read, now) };
  });
  const accesses = decided.filter(isAccess).map((one) => decidedOf(one, verdictOf(one), now));
  insertDecisions(
    tx,
    accesses.map((one) => decisionRow(one, now)),
    now,
  );
  recordAll(tx, accesses.map(accessEvent), now);
  return decided.map(sharedOf);
}

interface StoredCase {
  readonly read: StoredRead;
  readonly consent: HeldConsent | undefined;
  readonly decision: StoredDecision;
}

/** To be allowed to see nothing, where nothing was made, is no access that a borrower is told of. */
const isAccess = ({ read, decision }: StoredCase): boolean =>
  !decision.allowed || read.madeAt.length > 0;

const verdictOf = ({ decision }: StoredCase) =>
  decision.allowed
    ? ({ kind: 'replayed' } as const)
    : ({ kind: 'denied', refusal: decision.refusal } as const);

const sharedOf = ({ read, decision }: StoredCase): SharedStored =>
  decision.allowed
    ? { outcome: 'allowed', read, madeAfter: decision.madeAfter }
    : { outcome: 'denied', read, refusal: decision.refusal };
