import { type ApiKeyActor, type Clock, err, ok, type Result } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import { recipientView, type ConsentState } from '#consent-engine';
import type { Cells, Tenants } from '#tenancy';
import { readRequest, type StoredRequest } from './tables/consent-request.js';

/** A request as its recipient may see it: nothing tells a refusal from silence. */
export interface RequestView {
  readonly consentId: string;
  readonly applicationId: string;
  /** The provider's slug. */
  readonly provider: string;
  readonly terms: StoredRequest['terms'];
  readonly status: ConsentState;
  readonly createdAt: Date;
  readonly lapsesAt: Date;
  readonly grantedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly endedAt: Date | null;
}

/** Why a request was not read. */
export interface ReadRequestRefusal {
  readonly code: 'consent-not-found';
}

/** How a recipient's own request stands. */
export class ReadRequest {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly tenants: Tenants,
    private readonly clock: Clock,
  ) {}

  /** Another recipient's request, or one of the other mode, is not found. */
  async execute(
    { tenantId, mode }: ApiKeyActor,
    consentId: string,
  ): Promise<Result<RequestView, ReadRequestRefusal>> {
    const cell = await this.cells.of(tenantId, mode, consentId);
    const request = cell && (await this.work.run(cell, (tx) => readRequest(tx, consentId)));
    const provider = request && (await this.tenants.byId(request.providerTenantId));
    if (!provider) return err({ code: 'consent-not-found' });
    return ok(viewOf(request, provider.slug, this.clock.now()));
  }
}

/** What the recipient is told of its request at `now`. */
export function viewOf(request: StoredRequest, provider: string, now: Date): RequestView {
  const { consentId, applicationId, terms, createdAt, lapsesAt } = request;
  const { status } = recipientView(request, now);
  const { grantedAt, expiresAt } = request;
  // When it was refused would tell that it was: an open request has ended when its time is over.
  const endedAt = grantedAt === null ? (status === 'REJECTED' ? lapsesAt : null) : request.endedAt;
  // Not when the sweep came by: a period ends at its own instant.
  const over = status === 'EXPIRED' ? expiresAt : endedAt;
  return {
    consentId,
    applicationId,
    provider,
    terms,
    status,
    createdAt,
    lapsesAt,
    grantedAt,
    expiresAt,
    endedAt: over,
  };
}
