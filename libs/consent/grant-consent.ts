import { type Borrower, bucketOfId, type Clock, err, ok, type Result } from '#kernel';
import type { Tx, UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import {
  decideGrant,
  type GrantDecision,
  type GrantedTerms,
  type GrantRefusal,
  isZone,
} from '#consent-engine';
import type { ConsentPlace, Directory, Parties } from './directory.js';
import { consentGranted } from './events.js';
import { receiptNumber } from './receipt-number.js';
import { insertConsent } from './tables/consent.js';
import { grantRequest, lockRequest, type StoredRequest } from './tables/consent-request.js';

/** Why a grant was refused, in the order in which the reasons are checked. */
export type GrantConsentRefusal = { readonly code: 'consent-not-found' } | GrantRefusal;

/** What the borrower was shown, and where the borrower's days begin. */
export interface GrantEvidence {
  readonly locale: string;
  /** SHA-256 of the text as rendered. */
  readonly noticeHash: string;
  /** IANA name, untrusted; readings are counted by its calendar, or by UTC's if it is none. */
  readonly timeZone: string;
}

/** A grant as the borrower is told of it. */
export interface ConsentGrant extends Parties, GrantedTerms {
  readonly consentId: string;
  readonly subjectKind: StoredRequest['subjectKind'];
  readonly receiptNumber: string;
  readonly returnUrl: string | null;
}

/** A borrower says yes. Consent, answered request, an event on either side: all or nothing. */
export class GrantConsent {
  constructor(
    private readonly work: UnitOfWork,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat: a second call is refused with `consent-request-already-answered`. */
  async execute(
    borrower: Borrower,
    consentId: string,
    decision: GrantDecision,
    evidence: GrantEvidence,
  ): Promise<Result<ConsentGrant, GrantConsentRefusal>> {
    const place = await this.directory.placeOf(borrower.id, consentId);
    // Another borrower's consent answers as an absent one does: its existence is not ours to tell.
    if (!place) return err({ code: 'consent-not-found' });
    const parties = await this.directory.parties(place.entry);

    return this.work.run(place.recipient, async (tx) => {
      const request = await lockRequest(tx, consentId);
      if (!request) return err({ code: 'consent-not-found' });
      const now = this.clock.now();
      const decided = decideGrant(request, decision, now);
      if (!decided.ok) return decided;
      await grant(tx, { borrower, place, request, granted: decided.value, evidence }, now);
      const { subjectKind, returnUrl } = request;
      const receipt = receiptNumber(consentId);
      return ok({
        ...parties,
        ...decided.value,
        consentId,
        subjectKind,
        receiptNumber: receipt,
        returnUrl,
      });
    });
  }
}

interface Granting {
  readonly borrower: Borrower;
  readonly place: ConsentPlace;
  readonly request: StoredRequest;
  readonly granted: GrantedTerms;
  readonly evidence: GrantEvidence;
}

async function grant(tx: Tx, of: Granting, now: Date): Promise<void> {
  const { borrower, place, request, granted, evidence } = of;
  const { consentId, terms } = request;
  const providerSubjectId = place.entry.providerSubjectId;
  const receipt = receiptNumber(consentId);
  const details = {
    clusters: granted.clustersGranted,
    withheld: granted.clustersWithheld,
    expires_at: granted.endsAt.toISOString(),
    receipt,
  };
  await tx.visit(place.provider, async (provider) => {
    insertConsent(provider, {
      ...terms,
      consentId,
      subjectId: providerSubjectId,
      subjectKind: request.subjectKind,
      borrowerId: borrower.id,
      recipientTenantId: place.entry.recipientTenantId,
      applicationId: request.applicationId,
      clustersGranted: granted.clustersGranted,
      clustersWithheld: granted.clustersWithheld,
      zone: isZone(evidence.timeZone) ? evidence.timeZone : 'UTC',
      locale: evidence.locale,
      noticeHash: evidence.noticeHash,
      receiptNumber: receipt,
      status: granted.status,
      grantedAt: granted.grantedAt,
      endsAt: granted.endsAt,
    });
    const held = { consentId, subjectId: providerSubjectId };
    record(provider, borrower, consentGranted(held, details), now);
  });
  grantRequest(tx, {
    consentId,
    providerBucket: bucketOfId(providerSubjectId),
    grantedAt: granted.grantedAt,
    expiresAt: granted.endsAt,
  });
  const asked = { consentId, subjectId: request.subjectId };
  record(tx, borrower, consentGranted(asked, details), now);
}
