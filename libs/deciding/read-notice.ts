import { type ApiKeyActor, invariant, ok, type Result } from '#kernel';
import type { ReadApplication } from '#lending';
import type { Tenants } from '#tenancy';
import type { Locale } from '#words';
import { type Notice, noticeOf } from './notice.js';
import type { ReadDecision, ReadDecisionRefusal } from './read-decision.js';

/** Gives the notice of a decision to whoever made it. */
export class ReadNotice {
  constructor(
    private readonly readDecision: ReadDecision,
    private readonly readApplication: ReadApplication,
    private readonly tenants: Tenants,
  ) {}

  /** In a language. */
  async execute(
    actor: ApiKeyActor,
    decisionId: string,
    locale: Locale,
  ): Promise<Result<Notice, ReadDecisionRefusal>> {
    const read = await this.readDecision.execute(actor, decisionId, 'notice');
    if (!read.ok) return read;
    const { value: decision } = read;
    const [creditor, supplier, application] = await Promise.all([
      this.tenants.byId(actor.tenantId),
      this.tenants.byId(decision.facts.providerTenantId),
      this.readApplication.execute(actor, decision.applicationId),
    ]);
    invariant(creditor && supplier, 'a decision is of a tenant, about data of one');
    invariant(application.ok, 'a decision is of an application');
    const { reference } = application.value;
    return ok(noticeOf(locale, decision, { creditor, supplier, reference }));
  }
}
