import { refusal } from '#adapters/http';
import {
  type ConsentInFull,
  type ListConsents,
  type ListedConsent,
  type ReadConsent,
  type ReadConsentRefusal,
} from '#consent';
import type { BorrowerScore, BorrowerScores, Explained } from '#scoring';
import type { Accesses, DecisionCursor, ReadAccesses, ReadAccessesRefusal } from '#sharing';
import { signedIn } from '../http/signed-in.js';
import type { Visit } from '../http/visit.js';

const READ_STATUS = { 'consent-not-found': 404 } satisfies Record<Refusal['code'], number>;
type Refusal = ReadConsentRefusal | ReadAccessesRefusal;

/** What the pages of a signed-in borrower read; anybody else's is as what is not there. */
export class OwnData {
  constructor(
    private readonly listConsents: ListConsents,
    private readonly readConsent: ReadConsent,
    private readonly readAccesses: ReadAccesses,
    private readonly borrowerScores: BorrowerScores,
  ) {}

  /** All consents, the newest first. */
  async consents(visit: Visit): Promise<readonly ListedConsent[]> {
    return this.listConsents.execute(signedIn(visit));
  }

  /** One consent. */
  async consent(visit: Visit, id: string): Promise<ConsentInFull> {
    const read = await this.readConsent.execute(signedIn(visit), id);
    if (!read.ok) throw refusal(READ_STATUS, read.error);
    return read.value;
  }

  /** A page of what was read or refused under a consent. */
  async accesses(visit: Visit, id: string, after: DecisionCursor | undefined): Promise<Accesses> {
    const accesses = await this.readAccesses.execute(signedIn(visit), id, after);
    if (!accesses.ok) throw refusal(READ_STATUS, accesses.error);
    return accesses.value;
  }

  /** The newest scores made under any of the consents, each with the consent that it is of. */
  async newestScores(
    visit: Visit,
    listed: readonly ListedConsent[],
  ): Promise<readonly (readonly [ListedConsent, BorrowerScore])[]> {
    const byId = new Map(listed.map((one) => [one.consent.consentId, one]));
    const consents = listed.map(({ consent: { consentId, recipientTenantId }, mode }) => ({
      ...{ consentId, recipientTenantId, mode },
    }));
    const scores = await this.borrowerScores.newest(signedIn(visit), consents);
    return scores.flatMap((score) => {
      const of = byId.get(score.consentId ?? '');
      return of ? [[of, score] as const] : [];
    });
  }

  /** What the borrower alone is told of a score. */
  async explained(
    visit: Visit,
    { consent, mode }: ListedConsent,
    score: BorrowerScore,
  ): Promise<Explained | undefined> {
    const { consentId, recipientTenantId } = consent;
    const under = { consentId, recipientTenantId, mode };
    return this.borrowerScores.explain(signedIn(visit), under, score);
  }

  /** Scores made under a consent, the newest first. */
  async scores(visit: Visit, { consent, mode }: ListedConsent): Promise<BorrowerScore[]> {
    const { consentId, recipientTenantId } = consent;
    return this.borrowerScores.execute(signedIn(visit), { consentId, recipientTenantId, mode });
  }
}
