import type { SystemActor } from '#kernel';
import { CONTROL_CELL, type UnitOfWork } from '#adapters/database';
import type { Sweep } from '#adapters/queue';
import { record } from '#audit';
import { transition } from '#consent-engine';
import type { Directory } from './directory.js';
import { consentExpired, consentLapsed } from './events.js';
import { endConsent, lockConsents } from './tables/consent.js';
import { lockRequest, markRequests } from './tables/consent-request.js';
import { type DirectoryEntry, dueEntries, setDue } from './tables/directory.js';

/** Consents looked at in one round. */
const SETTLED_AT_ONCE = 200;
/** Rounds of one run. */
const ROUNDS_MAX = 50;
/** When an entry that failed is looked at again: behind those that wait already. */
const AGAIN_MS = 5 * 60_000;
/** Ends the id of the operation by which a request lapses once. */
const LAPSE = 'lapse-request';
const SWEEP: SystemActor = { kind: 'system', id: 'settle-consents', requestId: 'sweep' };

/**
 * Writes down what time has done: requests that nobody answered lapse, consents whose period is
 * over expire. Nothing waits for it: every decision asks the clock itself.
 */
export class SettleConsents implements Sweep {
  constructor(
    private readonly work: UnitOfWork,
    private readonly directory: Directory,
  ) {}

  /**
   * Safe to repeat and to run twice at once; what a bounded run leaves, the next one finds. An
   * entry that fails keeps none after it from being settled; the run throws at its end, to be logged.
   */
  async run(now: Date): Promise<void> {
    const faults: unknown[] = [];
    for (let round = 0; round < ROUNDS_MAX; round++)
      if ((await this.settleSome(now, faults)) < SETTLED_AT_ONCE) break;
    if (faults.length > 0)
      throw new AggregateError(faults, `${String(faults.length)} consents could not be settled`, {
        cause: faults[0],
      });
  }

  /** How many were due, at most a round's worth. */
  private async settleSome(now: Date, faults: unknown[]): Promise<number> {
    const due = await this.work.run(CONTROL_CELL, (tx) => dueEntries(tx, now, SETTLED_AT_ONCE));
    for (const entry of due) {
      const { consentId } = entry;
      const dueAt = await this.settle(entry, now).catch((fault: unknown) => {
        faults.push(fault);
        return new Date(now.getTime() + AGAIN_MS);
      });
      await this.work.run(CONTROL_CELL, async (tx) => {
        setDue(tx, consentId, dueAt);
      });
    }
    return due.length;
  }

  /** When to look again; null: never. */
  private async settle(entry: DirectoryEntry, now: Date): Promise<Date | null> {
    const place = await this.directory.place(entry);
    const lapsed = await this.lapse(entry, now);
    if (lapsed !== 'granted' || !place) return null;
    return this.expire(entry.consentId, place, now);
  }

  /**
   * A no lapses as silence does: so the recipient's log tells them apart no more than its view. A
   * rejected request stays as it is, so it is the operation that keeps it from lapsing twice.
   */
  private async lapse(entry: DirectoryEntry, now: Date): Promise<'granted' | 'over'> {
    const recipient = await this.directory.recipientCell(entry);
    const operation = { id: `${entry.consentId}:${LAPSE}`, fingerprint: {}, now };
    return this.work.once<'granted' | 'over'>(recipient, operation, {
      first: async (tx) => {
        const request = await lockRequest(tx, entry.consentId);
        if (!request) return { value: 'over', reference: undefined };
        const { consentId, subjectId, status } = request;
        const open = transition(status, 'lapse', 'clock');
        if (!open.ok && status !== 'REJECTED') return { value: 'granted', reference: undefined };
        if (open.ok) markRequests(tx, [{ consentId, status: open.value.to }], now);
        record(tx, SWEEP, consentLapsed({ consentId, subjectId }), now);
        return { value: 'over', reference: null };
      },
      again: async () => 'over',
    });
  }

  private async expire(
    consentId: string,
    place: NonNullable<Awaited<ReturnType<Directory['place']>>>,
    now: Date,
  ): Promise<Date | null> {
    return this.work.run(place.recipient, async (tx) => {
      const left = await tx.visit(place.provider, async (provider) => {
        const consent = (await lockConsents(provider, [consentId])).get(consentId);
        const step = consent && transition(consent.status, 'expire', 'clock');
        if (!consent || !step?.ok) return null;
        if (consent.endsAt > now) return consent.endsAt;
        endConsent(provider, consentId, 'EXPIRED', now);
        const held = { consentId, subjectId: consent.subjectId };
        record(provider, SWEEP, consentExpired(held), now);
        return 'expired';
      });
      if (left !== 'expired') return left;
      const request = await lockRequest(tx, consentId);
      markRequests(tx, [{ consentId, status: 'EXPIRED' }], now);
      const asked = { consentId, subjectId: request?.subjectId ?? consentId };
      record(tx, SWEEP, consentExpired(asked), now);
      return null;
    });
  }
}
