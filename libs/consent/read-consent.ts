import { type Borrower, type Clock, err, ok, type Result } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import type { Directory } from './directory.js';
import { type ListedConsent, standing } from './list-consents.js';
import { readConsents } from './tables/consent.js';
import { readRequest, type StoredRequest } from './tables/consent-request.js';

/** A consent in full, with the request that it answers. */
export interface ConsentInFull extends ListedConsent {
  readonly request: StoredRequest;
}

/** Why a consent was not read. */
export interface ReadConsentRefusal {
  readonly code: 'consent-not-found';
}

/** One consent of a borrower's own. What was read under it is told by sharing's `ReadAccesses`. */
export class ReadConsent {
  constructor(
    private readonly work: UnitOfWork,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  /** Another borrower's consent is not found. */
  async execute(
    borrower: Borrower,
    consentId: string,
  ): Promise<Result<ConsentInFull, ReadConsentRefusal>> {
    const place = await this.directory.placeOf(borrower.id, consentId);
    if (!place) return err({ code: 'consent-not-found' });
    const request = await this.work.run(place.recipient, (tx) => readRequest(tx, consentId));
    const consents = await this.work.run(place.provider, (tx) => readConsents(tx, [consentId]));
    const consent = consents.get(consentId);
    if (!request || !consent) return err({ code: 'consent-not-found' });
    const parties = await this.directory.parties(place.entry);
    const { mode } = place.entry;
    return ok({ mode, ...parties, ...standing(consent, this.clock.now()), request });
  }
}
