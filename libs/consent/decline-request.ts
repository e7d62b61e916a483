import { type Borrower, type Clock, err, ok, type Result } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import { type AnswerRefusal, decideDecline } from '#consent-engine';
import type { Directory, Parties } from './directory.js';
import { consentDeclined } from './events.js';
import { lockRequest, markRequests } from './tables/consent-request.js';

/** Why a no was refused, in the order in which the reasons are checked. */
export type DeclineRequestRefusal = { readonly code: 'consent-not-found' } | AnswerRefusal;

/** A no as the borrower is told of it. */
export interface Declined extends Parties {
  readonly consentId: string;
  readonly lapsesAt: Date;
  readonly returnUrl: string | null;
}

/** A borrower says no. The recipient's log and view say nothing of it. */
export class DeclineRequest {
  constructor(
    private readonly work: UnitOfWork,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat: a second call is refused with `consent-request-already-answered`. */
  async execute(
    borrower: Borrower,
    consentId: string,
  ): Promise<Result<Declined, DeclineRequestRefusal>> {
    const place = await this.directory.placeOf(borrower.id, consentId);
    if (!place) return err({ code: 'consent-not-found' });
    const parties = await this.directory.parties(place.entry);

    return this.work.run(place.recipient, async (tx) => {
      const request = await lockRequest(tx, consentId);
      if (!request) return err({ code: 'consent-not-found' });
      const now = this.clock.now();
      const decided = decideDecline(request, now);
      if (!decided.ok) return decided;
      await tx.visit(place.provider, async (provider) => {
        const held = { consentId, subjectId: place.entry.providerSubjectId };
        record(provider, borrower, consentDeclined(held), now);
      });
      markRequests(tx, [{ consentId, status: decided.value }], now);
      const { lapsesAt, returnUrl } = request;
      return ok({ ...parties, consentId, lapsesAt, returnUrl });
    });
  }
}
