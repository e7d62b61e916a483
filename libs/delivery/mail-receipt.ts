import { type Clock, invariant } from '#kernel';
import type { Config } from '#adapters/config';
import { CONTROL_CELL, findOperation, type UnitOfWork } from '#adapters/database';
import type { Mailer } from '#adapters/mail';
import { type EventHandler, type HandledEvent, handlerOperation, record } from '#audit';
import { type Directory, type HeldConsent, readConsents } from '#consent';
import { borrowerEmail } from '#identity';
import {
  grantReceiptMail,
  isLocale,
  type Locale,
  type MailText,
  type ReceiptFacts,
  withdrawalReceiptMail,
} from '#words';
import { type ReceiptOf, receiptSent } from './events.js';
import { mailHtml } from './mail-html.js';

/** What an action's receipt is of, and the name under which its handler is known for ever. */
export const RECEIPTS = {
  'consent.granted': { of: 'grant', handlerName: 'mail-grant-receipt' },
  'consent.withdrawn': { of: 'withdrawal', handlerName: 'mail-withdrawal-receipt' },
} as const satisfies Record<string, { readonly of: ReceiptOf; readonly handlerName: string }>;

/**
 * Mails the borrower what was agreed, or what has ended, in the words of the consent's language.
 * Each side has the event in a cell of its own; the consent is in the provider's.
 *
 * A repeat finds the first's operation and sends nothing; where the worker dies between the mail
 * and that row, the same mail goes out twice, under the same Message-ID.
 */
export class MailReceipt implements EventHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly directory: Directory,
    private readonly outside: { readonly mailer: Mailer; readonly clock: Clock },
    private readonly config: Pick<Config, 'PORTAL_PUBLIC_URL'>,
  ) {}

  async handle(event: HandledEvent): Promise<void> {
    const consent = await this.consentOf(event);
    if (!consent) return;
    const { cell, action, payload } = event;
    invariant(isReceipted(action), 'a receipt is of a grant or a withdrawal');
    const { of, handlerName } = RECEIPTS[action];
    const { mailer, clock } = this.outside;
    const operation = {
      id: handlerOperation(event, handlerName),
      fingerprint: {},
      now: clock.now(),
    };
    const done = await this.work.run(cell, (tx) => findOperation(tx, operation));
    if (done !== undefined) return;

    const to = await this.work.run(CONTROL_CELL, (tx) => borrowerEmail(tx, consent.borrowerId));
    invariant(to !== undefined, 'who grants has a log-in');
    const locale = isLocale(consent.locale) ? consent.locale : 'en';
    const { subject, text } = await this.write(of, locale, event, consent);
    const html = mailHtml(text, locale);
    const mailed = await mailer.send({ id: event.id, to, subject, text, html, locale });

    const { consentId, subjectId, receiptNumber: receipt } = consent;
    const actor = { kind: 'system', id: 'delivery', requestId: payload.request_id } as const;
    await this.work.once(cell, operation, {
      first: async (tx) => {
        const sent = receiptSent({ consentId, subjectId }, mailed, { of, receipt });
        record(tx, actor, sent, operation.now);
        return { value: undefined, reference: mailed };
      },
      again: async () => undefined,
    });
  }

  /** The consent of the provider's half of the event; the recipient's half has no receipt. */
  private async consentOf({ cell, payload }: HandledEvent): Promise<HeldConsent | undefined> {
    const { consent_id: consentId } = payload;
    invariant(consentId !== undefined, 'the event of a consent names it');
    const held = await this.work.run(cell, (tx) => readConsents(tx, [consentId]));
    const consent = held.get(consentId);
    return consent?.subjectId === payload.subject_id ? consent : undefined;
  }

  private async write(
    of: ReceiptOf,
    locale: Locale,
    { cell }: HandledEvent,
    consent: HeldConsent,
  ): Promise<MailText> {
    const facts: ReceiptFacts = {
      receiptNumber: consent.receiptNumber,
      ...(await this.directory.parties({
        recipientTenantId: consent.recipientTenantId,
        providerTenantId: cell.tenantId,
      })),
      terms: consent,
      clustersGranted: consent.clustersGranted,
      clustersWithheld: consent.clustersAsked.filter(
        (cluster) => !consent.clustersGranted.includes(cluster),
      ),
      grantedAt: consent.grantedAt,
      endsAt: consent.endsAt,
      zone: consent.zone,
      manageUrl: `${this.config.PORTAL_PUBLIC_URL}/consents/${consent.consentId}`,
    };
    if (of === 'grant') return grantReceiptMail(locale, facts);
    invariant(consent.endedAt, 'a withdrawn consent has ended');
    return withdrawalReceiptMail(locale, facts, consent.endedAt);
  }
}

const isReceipted = (action: string): action is keyof typeof RECEIPTS =>
  Object.hasOwn(RECEIPTS, action);
