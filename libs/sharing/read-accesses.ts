import { type Borrower, err, ok, type Result } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import type { Directory } from '#consent';
import {
  type AccessDecision,
  type DecisionCursor,
  readDecisions,
} from './tables/access-decision.js';

/** Why accesses were not read. */
export interface ReadAccessesRefusal {
  readonly code: 'consent-not-found';
}

/** A page of what was decided under a consent. */
export interface Accesses {
  readonly decisions: readonly AccessDecision[];
  /** Where the next page begins; null on the last. */
  readonly next: DecisionCursor | null;
}

/** Decisions of a page. */
export const ACCESSES_PAGE = 50;

/** Every access and every denial under a borrower's consent, the latest first. */
export class ReadAccesses {
  constructor(
    private readonly work: UnitOfWork,
    private readonly directory: Directory,
  ) {}

  /** Another borrower's consent is not found. */
  async execute(
    borrower: Borrower,
    consentId: string,
    after?: DecisionCursor,
  ): Promise<Result<Accesses, ReadAccessesRefusal>> {
    const place = await this.directory.placeOf(borrower.id, consentId);
    if (!place) return err({ code: 'consent-not-found' });
    const rows = await this.work.run(place.provider, (tx) =>
      readDecisions(tx, consentId, ACCESSES_PAGE + 1, after),
    );
    const decisions = rows.slice(0, ACCESSES_PAGE);
    const last = decisions.at(-1);
    const more = rows.length > ACCESSES_PAGE && last !== undefined;
    return ok({ decisions, next: more ? { at: last.at, decisionId: last.decisionId } : null });
  }
}
