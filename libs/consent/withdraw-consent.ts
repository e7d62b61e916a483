import { type Borrower, type Clock, err, ok, type Result } from '#kernel';
import type { Tx, UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import { decideWithdrawal, type TransitionRefusal } from '#consent-engine';
import type { Directory, Parties } from './directory.js';
import { consentWithdrawn } from './events.js';
import { endConsent, type HeldConsent, lockConsents } from './tables/consent.js';
import { lockRequest, markRequests } from './tables/consent-request.js';

/** Why a withdrawal was refused. */
export type WithdrawConsentRefusal = { readonly code: 'consent-not-found' } | TransitionRefusal;

/** A withdrawal as the borrower is told of it. */
export interface Withdrawn extends Parties {
  readonly consentId: string;
  readonly subjectKind: HeldConsent['subjectKind'];
  readonly withdrawnAt: Date;
  readonly receiptNumber: string;
}

type Outcome = Result<Withdrawn, WithdrawConsentRefusal>;

/**
 * A borrower takes a consent back. From the commit on, every door refuses: the gate reads the
 * consent's own row, stored answers the request's, and both change here, together.
 */
export class WithdrawConsent {
  constructor(
    private readonly work: UnitOfWork,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  /** Waits for readings under way; a second call is refused with `consent-already-ended`. */
  async execute(borrower: Borrower, consentId: string): Promise<Outcome> {
    const place = await this.directory.placeOf(borrower.id, consentId);
    if (!place) return err({ code: 'consent-not-found' });
    const parties = await this.directory.parties(place.entry);

    return this.work.run(place.recipient, async (tx) => {
      const ended = await tx.visit(place.provider, (there) => this.end(there, borrower, consentId));
      if (!ended.ok) return ended;
      const { consent, at } = ended.value;
      const request = await lockRequest(tx, consentId);
      markRequests(tx, [{ consentId, status: 'REVOKED' }], at);
      const { subjectKind, receiptNumber: receipt } = consent;
      const asked = { consentId, subjectId: request?.subjectId ?? consentId };
      record(tx, borrower, consentWithdrawn(asked, { receipt }), at);
      return ok({ ...parties, consentId, subjectKind, withdrawnAt: at, receiptNumber: receipt });
    });
  }

  /** The instant is taken under the lock: no reading that was decided later can be earlier. */
  private async end(
    tx: Tx,
    borrower: Borrower,
    consentId: string,
  ): Promise<Result<{ consent: HeldConsent; at: Date }, WithdrawConsentRefusal>> {
    const consent = (await lockConsents(tx, [consentId])).get(consentId);
    if (!consent) return err({ code: 'consent-not-found' });
    const at = this.clock.now();
    const decided = decideWithdrawal(consent, at);
    if (!decided.ok) return decided;
    endConsent(tx, consentId, 'REVOKED', at);
    const held = { consentId, subjectId: consent.subjectId };
    const { receiptNumber: receipt } = consent;
    record(tx, borrower, consentWithdrawn(held, { receipt }), at);
    return ok({ consent, at });
  }
}
