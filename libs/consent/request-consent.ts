import { type ApiKeyActor, bucketOfId, type Clock, err, ok, type Result } from '#kernel';
import { CONTROL_CELL, newId, type Operation, type Tx, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import {
  checkTerms,
  type Cluster,
  clustersAsked,
  type ConsentTerms,
  REQUEST_LAPSES_AFTER_MINUTES,
  SHAREABLE_CLUSTERS,
  type TermsRefusal,
} from '#consent-engine';
import { readApplication } from '#lending';
import { emailHash, readSubject, type Subject } from '#subjects';
import type { Tenant } from '#tenancy';
import { z } from 'zod';
import type { Directory } from './directory.js';
import { consentRequested } from './events.js';
import {
  insertRequest,
  type NewRequest,
  readRequest,
  type StoredRequest,
} from './tables/consent-request.js';
import { insertEntry } from './tables/directory.js';

/** What a recipient asks for, of whom, from whom. */
export interface ConsentAsked {
  readonly applicationId: string;
  /** The provider's slug. */
  readonly provider: string;
  readonly terms: ConsentTerms;
  readonly reasons: Readonly<Partial<Record<Cluster, string>>>;
  /** Binds the request to who can read this mailbox; by default to nobody's in particular. */
  readonly email?: string;
  /** Where the borrower may return to: https, or in test mode http://localhost. */
  readonly returnUrl?: string;
}

/** Why a request was not made, in the order in which the reasons are checked. */
export type RequestConsentRefusal =
  | { readonly code: 'application-not-found' }
  | { readonly code: 'provider-unknown'; readonly provider: string }
  | { readonly code: 'consent-return-url-not-allowed' }
  | TermsRefusal;

type Outcome = Result<StoredRequest, RequestConsentRefusal>;

const Reference = z.object({ consentId: z.string() });
const MINUTE_MS = 60_000;

/** A recipient asks a borrower, whom it need not know, to let it read from a provider. */
export class RequestConsent {
  constructor(
    private readonly work: UnitOfWork,
    private readonly directory: Directory,
    private readonly clock: Clock,
    private readonly secrets: { readonly PEPPER: string },
  ) {}

  /** Whether the provider knows the person has no influence on the answer. */
  async execute(
    actor: ApiKeyActor,
    asked: ConsentAsked,
    operation: Operation | undefined,
  ): Promise<Outcome> {
    const { tenantId, mode } = actor;
    const cell = await this.directory.cellOf(tenantId, mode, asked.applicationId);
    if (!cell) return err({ code: 'application-not-found' });
    const provider = await this.directory.providerFor(actor, asked.provider);

    return this.work.once<Outcome>(cell, operation, {
      first: async (tx) => {
        const checked = await this.check(tx, actor, asked, provider);
        if (!checked.ok) return { value: checked, reference: undefined };
        const made = await this.make(tx, actor, asked, checked.value);
        return { value: ok(made), reference: { consentId: made.consentId } };
      },
      again: async (tx, reference) => {
        const kept = await readRequest(tx, Reference.parse(reference).consentId);
        return kept ? ok(kept) : err({ code: 'application-not-found' });
      },
    });
  }

  private async check(
    tx: Tx,
    { mode }: ApiKeyActor,
    asked: ConsentAsked,
    provider: Tenant | undefined,
  ): Promise<Result<{ subject: Subject; provider: Tenant }, RequestConsentRefusal>> {
    const application = await readApplication(tx, asked.applicationId);
    const subject = application && (await readSubject(tx, application.subjectId));
    if (!subject) return err({ code: 'application-not-found' });
    if (!provider) return err({ code: 'provider-unknown', provider: asked.provider });
    if (asked.returnUrl !== undefined && !mayReturnTo(asked.returnUrl, mode))
      return err({ code: 'consent-return-url-not-allowed' });
    const terms = checkTerms(asked.terms);
    if (!terms.ok) return terms;
    const held: readonly string[] = SHAREABLE_CLUSTERS[subject.kind];
    if (!clustersAsked(asked.terms).every((cluster) => held.includes(cluster)))
      return err({
        code: 'consent-terms-over-limit',
        attribute: 'clusters',
        limit: held.join(', '),
      });
    return ok({ subject, provider });
  }

  /** Control first, in its own transaction: a row there without a request is a hint to nothing. */
  private async make(
    tx: Tx,
    actor: ApiKeyActor,
    asked: ConsentAsked,
    { subject, provider }: { readonly subject: Subject; readonly provider: Tenant },
  ): Promise<StoredRequest> {
    const now = this.clock.now();
    const request = this.newRequest(asked, subject, provider, now);
    const { consentId } = request;
    await this.work.run(CONTROL_CELL, async (control) => {
      insertEntry(control, {
        consentId,
        mode: actor.mode,
        recipientTenantId: actor.tenantId,
        providerTenantId: provider.tenantId,
        createdAt: now,
        dueAt: request.lapsesAt,
      });
    });
    insertRequest(tx, request);
    const details = { provider: provider.slug, purpose: asked.terms.purpose };
    record(tx, actor, consentRequested({ consentId, subjectId: subject.subjectId }, details), now);
    return {
      ...request,
      providerBucket: null,
      status: 'AWAITING_AUTHORISATION',
      grantedAt: null,
      expiresAt: null,
      endedAt: null,
    };
  }

  private newRequest(
    asked: ConsentAsked,
    subject: Subject,
    provider: Tenant,
    now: Date,
  ): NewRequest {
    const { email } = asked;
    return {
      consentId: newId(now, bucketOfId(subject.subjectId)),
      subjectId: subject.subjectId,
      subjectKind: subject.kind,
      applicationId: asked.applicationId,
      providerTenantId: provider.tenantId,
      emailHash: email === undefined ? null : emailHash(this.secrets.PEPPER, email),
      terms: asked.terms,
      reasons: asked.reasons,
      returnUrl: asked.returnUrl ?? null,
      createdAt: now,
      lapsesAt: new Date(now.getTime() + REQUEST_LAPSES_AFTER_MINUTES * MINUTE_MS),
    };
  }
}

function mayReturnTo(address: string, mode: ApiKeyActor['mode']): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  if (protocol === 'https:') return true;
  return mode === 'test' && protocol === 'http:' && hostname === 'localhost';
}
