import { type Borrower, type Clock, err, ok, type Result } from '#kernel';
import { CONTROL_CELL, type UnitOfWork } from '#adapters/database';
import { type AnswerRefusal, decideDecline } from '#consent-engine';
import type { Directory } from './directory.js';
import type { MatchBorrower, MatchedSubject } from './match-borrower.js';
import { readRequest } from './tables/consent-request.js';
import { claimEntry, type DirectoryEntry } from './tables/directory.js';

/** Why a request was not claimed; somebody else's is as one that is not there. */
export type ClaimRequestRefusal = { readonly code: 'consent-not-found' } | AnswerRefusal;

/** The request is the borrower's now, or it must be said which of several subjects they are. */
export type Claimed =
  | { readonly outcome: 'claimed'; readonly subjectId: string }
  | { readonly outcome: 'pick'; readonly subjects: readonly MatchedSubject[] };

/** Who has proved to hold an address becomes the one who may answer the request. */
export class ClaimRequest {
  constructor(
    private readonly work: UnitOfWork,
    private readonly directory: Directory,
    private readonly matchBorrower: MatchBorrower,
    private readonly clock: Clock,
  ) {}

  /**
   * Safe to repeat: the first claim stands.
   *
   * @param emailHash of the address that the borrower proved to hold by a code
   * @param pickedId the subject that the borrower picked; untrusted
   */
  async execute(
    borrower: Borrower,
    consentId: string,
    emailHash: Buffer,
    pickedId?: string,
  ): Promise<Result<Claimed, ClaimRequestRefusal>> {
    const entry = await this.directory.entry(consentId);
    if (!entry) return err({ code: 'consent-not-found' });
    if (entry.borrowerId !== null) return alreadyClaimed(borrower, entry);
    const match = await this.matchBorrower.execute(borrower, consentId, emailHash);
    const subjects = match?.subjects ?? [];
    const first = subjects.at(0);
    const picked = subjects.length > 1 ? subjects.find((one) => one.subjectId === pickedId) : first;
    if (!first) return err({ code: 'consent-not-found' });
    if (!picked) return ok({ outcome: 'pick', subjects });
    return this.claim(borrower, entry, picked.subjectId);
  }

  /** In control alone: before the grant, nothing in the recipient's cell tells that it is known. */
  private async claim(
    borrower: Borrower,
    entry: DirectoryEntry,
    subjectId: string,
  ): Promise<Result<Claimed, ClaimRequestRefusal>> {
    const { consentId } = entry;
    const recipient = await this.directory.recipientCell(entry);
    const request = await this.work.run(recipient, (tx) => readRequest(tx, consentId));
    if (!request) return err({ code: 'consent-not-found' });
    // Whether it may still be answered is decided by the answer; no use in claiming it otherwise.
    const open = decideDecline(request, this.clock.now());
    if (!open.ok) return open;
    const mine = await this.work.run(CONTROL_CELL, (tx) =>
      claimEntry(tx, consentId, borrower.id, subjectId),
    );
    if (mine) return ok({ outcome: 'claimed', subjectId });
    return alreadyClaimed(borrower, await this.directory.entry(consentId));
  }
}

function alreadyClaimed(
  borrower: Borrower,
  entry: DirectoryEntry | undefined,
): Result<Claimed, ClaimRequestRefusal> {
  const subjectId = entry?.providerSubjectId;
  if (entry?.borrowerId !== borrower.id || !subjectId) return err({ code: 'consent-not-found' });
  return ok({ outcome: 'claimed', subjectId });
}
