import { type Clock, err, ok, type Result } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import {
  recipientView,
  type Cluster,
  type ConsentState,
  type ConsentTerms,
  type SubjectKind,
} from '#consent-engine';
import { readApplication } from '#lending';
import type { Directory, Parties } from './directory.js';
import { readRequest } from './tables/consent-request.js';

/** A request as its page shows it. */
export interface OpenedRequest extends Parties {
  readonly consentId: string;
  readonly subjectKind: SubjectKind;
  readonly terms: ConsentTerms;
  readonly reasons: Readonly<Partial<Record<Cluster, string>>>;
  /** The recipient's own reference of its application. */
  readonly applicationReference: string;
  readonly returnUrl: string | null;
  /** As whoever has the link may see it: a refusal does not show. */
  readonly status: ConsentState;
  readonly lapsesAt: Date;
  /** Who has claimed it; null while nobody has. Never shown. */
  readonly borrowerId: string | null;
}

/** Why a request was not opened. */
export interface OpenRequestRefusal {
  readonly code: 'consent-not-found';
}

/** What the page of a link says. The link names the request and opens nothing. */
export class OpenRequest {
  constructor(
    private readonly work: UnitOfWork,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  /** Changes nothing. */
  async execute(consentId: string): Promise<Result<OpenedRequest, OpenRequestRefusal>> {
    const entry = await this.directory.entry(consentId);
    if (!entry) return err({ code: 'consent-not-found' });
    const found = await this.work.run(await this.directory.recipientCell(entry), async (tx) => {
      const request = await readRequest(tx, consentId);
      const application = request && (await readApplication(tx, request.applicationId));
      return application && { request, application };
    });
    if (!found) return err({ code: 'consent-not-found' });
    const { request, application } = found;
    return ok({
      ...(await this.directory.parties(entry)),
      consentId,
      subjectKind: request.subjectKind,
      terms: request.terms,
      reasons: request.reasons,
      applicationReference: application.reference,
      returnUrl: request.returnUrl,
      status: recipientView(request, this.clock.now()).status,
      lapsesAt: request.lapsesAt,
      borrowerId: entry.borrowerId,
    });
  }
}
