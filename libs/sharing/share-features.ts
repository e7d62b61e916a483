import { invariant } from '#kernel';
import type { Tx } from '#adapters/database';
import { recordAll } from '#audit';
import { countReads, markRequests } from '#consent';
import { decideBatch } from './decide-batch.js';
import {
  accessEvent,
  decidedOf,
  decisionRow,
  leftBehind,
  sharedOf,
  type StateChange,
  stateChanges,
} from './decided.js';
import { GATE_READS_MAX, type GateRead, type GateVisit, type Shared } from './gate-types.js';
import { lookUp } from './look-up.js';
import { insertDecisions } from './tables/access-decision.js';

/**
 * The one way to another institution's data: locks the consents, decides, counts, records, hands
 * over exactly what was granted, all in the transaction that uses it. Fails closed.
 *
 * tx stands in the recipient's cell, and comes back to it before `use`, which writes there before
 * the same commit. Locks are taken in the provider's cell first, in order of id. Everything is
 * sent in two round trips, whatever the number of readings: the look-up, with all that the caller
 * had sent before it, and the writes, with all that `use` sends before the commit. (One more when
 * it is not yet in memory whom a consent is about.)
 *
 * @param use called once, with an answer for each reading in the same order
 */
export async function shareFeatures<T>(
  tx: Tx,
  { providerCell, reads, now }: GateVisit,
  use: (tx: Tx, shared: readonly Shared[]) => Promise<T>,
): Promise<T> {
  invariant(reads.length >= 1 && reads.length <= GATE_READS_MAX, 'a visit is a bounded batch');
  const visit = await tx.visit(providerCell, (provider) => decideThere(provider, reads, now));
  markRequests(tx, visit.changes, now);
  recordAll(
    tx,
    visit.changes.flatMap(({ events }) => events.asked),
    now,
  );
  return use(tx, visit.shared);
}

interface Visit {
  readonly shared: readonly Shared[];
  readonly changes: readonly StateChange[];
}

async function decideThere(tx: Tx, reads: readonly GateRead[], now: Date): Promise<Visit> {
  const found = await lookUp(tx, reads, now);
  const decided = decideBatch(found, now).map(([one, verdict]) => decidedOf(one, verdict, now));
  const answers = new Map(decided.map((one) => [one.read, sharedOf(one)]));
  const changes = stateChanges(decided);
  countReads(tx, leftBehind(decided), now);
  insertDecisions(
    tx,
    decided.map((one) => decisionRow(one, now)),
    now,
  );
  recordAll(
    tx,
    [...decided.map(accessEvent), ...changes.flatMap(({ events }) => events.held)],
    now,
  );
  const shared = reads.map((read): Shared => answers.get(read) ?? { outcome: 'none', read });
  return { shared, changes };
}
