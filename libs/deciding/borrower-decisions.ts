import { type Borrower, invariant } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import { readApplication } from '#lending';
import type { BorrowersConsent } from '#scoring';
import type { Cells, Tenants } from '#tenancy';
import type { Locale } from '#words';
import { type Notice, noticeOf } from './notice.js';
import { type Decision, decisionsOfConsent } from './tables/decision.js';

const SHOWN_MAX = 20;

/** A decision as its borrower sees it. */
export interface BorrowerDecision {
  readonly decision: Decision;
  readonly notice: Notice;
}

/** Shows a borrower what was decided of them, and the notice that says why. */
export class BorrowerDecisions {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly tenants: Tenants,
  ) {}

  /**
   * The newest decisions made by a score of one consent; withdrawn or not, they stay theirs to see.
   *
   * @param consent from the directory, which has answered whose it is
   */
  async execute(
    _: Borrower,
    consent: BorrowersConsent,
    { scoreId, locale }: { readonly scoreId: string; readonly locale: Locale },
  ): Promise<BorrowerDecision[]> {
    const { consentId, recipientTenantId, mode } = consent;
    const cell = await this.cells.of(recipientTenantId, mode, consentId);
    if (!cell) return [];
    const found = await this.work.run(cell, async (tx) => {
      const decisions = await decisionsOfConsent(tx, consentId, SHOWN_MAX);
      const ofScore = decisions.filter((decision) => decision.scoreId === scoreId);
      const [first] = ofScore;
      return { ofScore, application: first && (await readApplication(tx, first.applicationId)) };
    });
    const creditor = await this.tenants.byId(recipientTenantId);
    const { reference = '' } = found.application ?? {};
    return Promise.all(
      found.ofScore.map(async (decision) => {
        const supplier = await this.tenants.byId(decision.facts.providerTenantId);
        invariant(creditor && supplier, 'a decision is of a tenant, about data of one');
        return { decision, notice: noticeOf(locale, decision, { creditor, supplier, reference }) };
      }),
    );
  }
}
