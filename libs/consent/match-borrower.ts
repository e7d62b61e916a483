import type { Actor, Clock } from '#kernel';
import { CONTROL_CELL, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import type { SubjectKind } from '#consent-engine';
import type { FindSubjectsByEmail } from '#subjects';
import type { Directory } from './directory.js';
import { consentClaimTried } from './events.js';
import type { DirectoryEntry } from './tables/directory.js';
import { readRequest } from './tables/consent-request.js';

/** A subject of the provider that has the address. */
export interface MatchedSubject {
  readonly subjectId: string;
  readonly kind: SubjectKind;
  /** The provider's own; show it masked. */
  readonly reference: string;
}

/** Whom an address turned out to be; no subjects: nobody of this request. */
export interface Match {
  readonly providerTenantId: string;
  readonly mode: DirectoryEntry['mode'];
  readonly subjects: readonly MatchedSubject[];
}

/**
 * Finds whom a request can be about, by the keyed hash of an address: the provider's subjects of
 * the request's kind that have it. An address other than the one that the recipient named matches
 * nobody, so that who gets hold of a link cannot answer for another.
 */
export class MatchBorrower {
  constructor(
    private readonly work: UnitOfWork,
    private readonly directory: Directory,
    private readonly findSubjects: FindSubjectsByEmail,
    private readonly clock: Clock,
  ) {}

  /** The same reads and one entry in control's log whatever comes out; undefined: no such request. */
  async execute(actor: Actor, consentId: string, hash: Buffer): Promise<Match | undefined> {
    const entry = await this.directory.entry(consentId);
    if (!entry) return undefined;
    const recipient = await this.directory.recipientCell(entry);
    const request = await this.work.run(recipient, (tx) => readRequest(tx, consentId));
    if (!request) return undefined;

    const named = request.emailHash === null || request.emailHash.equals(hash);
    const { providerTenantId, mode } = entry;
    const known = await this.findSubjects.execute(providerTenantId, mode, hash);
    const subjects = named
      ? known
          .filter(({ kind }) => kind === request.subjectKind)
          .map(({ subjectId, kind, reference }) => ({ subjectId, kind, reference }))
      : [];
    await this.work.run(CONTROL_CELL, async (tx) => {
      record(tx, actor, consentClaimTried(consentId, subjects.length), this.clock.now());
    });
    return { providerTenantId, mode, subjects };
  }
}
