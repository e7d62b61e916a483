import type { ListedConsent } from '#consent';
import type { BorrowerDecision, BorrowerDecisions } from '#deciding';
import { signedIn } from '../http/signed-in.js';
import type { Visit } from '../http/visit.js';

/** What a signed-in borrower reads of decisions; anybody else's is as what is not there. */
export class OwnDecisions {
  constructor(private readonly borrowerDecisions: BorrowerDecisions) {}

  /** What was decided by a score made under a consent of theirs, the newest first. */
  async ofScore(
    visit: Visit,
    { consent, mode }: ListedConsent,
    scoreId: string,
  ): Promise<BorrowerDecision[]> {
    const { consentId, recipientTenantId } = consent;
    const of = { consentId, recipientTenantId, mode };
    const { locale } = visit;
    return this.borrowerDecisions.execute(signedIn(visit), of, { scoreId, locale });
  }
}
