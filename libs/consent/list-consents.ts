import { type Borrower, type Clock, type Cell, invariant, type Mode } from '#kernel';
import { CONTROL_CELL, type UnitOfWork } from '#adapters/database';
import { type ConsentState, decideWithdrawal, stateAt } from '#consent-engine';
import type { ConsentPlace, Directory, Parties } from './directory.js';
import { type HeldConsent, readConsents } from './tables/consent.js';
import { entriesOfBorrower } from './tables/directory.js';

/** The most consents of a list, the newest. */
export const CONSENTS_LISTED_MAX = 200;

/** A consent in a borrower's list. */
export interface ListedConsent extends Parties {
  readonly mode: Mode;
  readonly consent: HeldConsent;
  /** As it stands now: a consent whose time is over has ended, swept or not. */
  readonly status: ConsentState;
  /** Whether new scores may be made under it. */
  readonly inForce: boolean;
  /** Whether it can still be withdrawn: what was made under a used-up one can be called up. */
  readonly withdrawable: boolean;
}

/** The consents that a borrower has given, the newest first. */
export class ListConsents {
  constructor(
    private readonly work: UnitOfWork,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  /** Requests that were not answered, or answered with no, are no consents. */
  async execute(borrower: Borrower): Promise<readonly ListedConsent[]> {
    const entries = await this.work.run(CONTROL_CELL, (tx) =>
      entriesOfBorrower(tx, borrower.id, CONSENTS_LISTED_MAX),
    );
    const found = await Promise.all(entries.map((entry) => this.directory.place(entry)));
    const places = found.filter((place) => place !== undefined);
    const consents = await this.read(places);
    const now = this.clock.now();
    const listed = await Promise.all(
      places.map(async ({ entry }) => {
        const consent = consents.get(entry.consentId);
        const parties = await this.directory.parties(entry);
        return consent && { mode: entry.mode, ...parties, ...standing(consent, now) };
      }),
    );
    return listed.filter((one) => one !== undefined);
  }

  private async read(places: readonly ConsentPlace[]): Promise<Map<string, HeldConsent>> {
    const byCell = new Map<Cell, string[]>();
    for (const { provider, entry } of places)
      byCell.set(provider, [...(byCell.get(provider) ?? []), entry.consentId]);
    const read = await this.work.gather([...byCell.keys()], async (tx) => {
      const ids = byCell.get(tx.cell);
      invariant(ids, 'a cell is read for the consents in it');
      return [...(await readConsents(tx, ids))];
    });
    return new Map(read.flat());
  }
}

/** A consent as it stands at `now`. */
export function standing(
  consent: HeldConsent,
  now: Date,
): Pick<ListedConsent, 'consent' | 'status' | 'inForce' | 'withdrawable'> {
  const status = stateAt(consent.status, consent.endsAt, now);
  const inForce = status === 'AUTHORISED' || status === 'ACTIVE';
  return { consent, status, inForce, withdrawable: decideWithdrawal(consent, now).ok };
}
