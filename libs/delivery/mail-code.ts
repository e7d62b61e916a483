import { createHash } from 'node:crypto';
import type { Clock } from '#kernel';
import type { Config } from '#adapters/config';
import { CONTROL_CELL, type UnitOfWork } from '#adapters/database';
import type { Mailer } from '#adapters/mail';
import { type EventHandler, type HandledEvent, record } from '#audit';
import type { Directory } from '#consent';
import {
  borrowerEmail,
  CODE_VALID_MINUTES,
  hashCode,
  markChallengeSent,
  newCode,
  readChallenge,
  setChallengeCode,
  type SignInChallenge,
} from '#identity';
import { contactOf } from '#subjects';
import type { Cells } from '#tenancy';
import { codeMail, isLocale } from '#words';
import { codeSent } from './events.js';
import { mailHtml } from './mail-html.js';

/**
 * Mails the one-time code of a log-in to the contact that the provider holds, or to the borrower's
 * own address where no link was opened; never to one that came with the request. A challenge that
 * names nobody gets none.
 *
 * A repeat after the mail was sent does nothing; one after a fault sends a new code, which takes
 * the place of the one before.
 */
export class MailCode implements EventHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly places: { readonly cells: Cells; readonly directory: Directory },
    private readonly outside: { readonly mailer: Mailer; readonly clock: Clock },
    private readonly config: Pick<Config, 'PEPPER' | 'PORTAL_PUBLIC_URL'>,
  ) {}

  async handle(event: HandledEvent): Promise<void> {
    const challengeId = event.payload.resource.id;
    const challenge = await this.work.run(CONTROL_CELL, (tx) => readChallenge(tx, challengeId));
    if (!challenge) return;
    const to = await this.addressOf(challenge);
    if (to === undefined) return;

    const { mailer, clock } = this.outside;
    const code = newCode();
    const codeHash = hashCode(this.config.PEPPER, challengeId, code);
    const wanted = await this.work.run(CONTROL_CELL, (tx) =>
      setChallengeCode(tx, challengeId, codeHash, clock.now()),
    );
    if (!wanted) return;

    const locale = isLocale(challenge.locale) ? challenge.locale : 'en';
    const { subject, text } = codeMail(locale, {
      code,
      validMinutes: CODE_VALID_MINUTES,
      domain: new URL(this.config.PORTAL_PUBLIC_URL).hostname,
      recipient: await this.recipientOf(challenge),
    });
    // Another code must be another mail to the reader's program, or it would hide the later one.
    const id = `${event.id}.${createHash('sha256').update(codeHash).digest('hex').slice(0, 8)}`;
    const mailed = await mailer.send({
      id,
      to,
      subject,
      text,
      html: mailHtml(text, locale),
      locale,
    });
    await this.work.run(CONTROL_CELL, async (tx) => {
      const now = clock.now();
      markChallengeSent(tx, challengeId, now);
      const { request_id: requestId } = event.payload;
      record(tx, { kind: 'system', id: 'delivery', requestId }, codeSent(challengeId, mailed), now);
    });
  }

  private async addressOf(challenge: SignInChallenge): Promise<string | undefined> {
    const { provider, borrowerId } = challenge;
    if (provider) {
      const { tenantId, mode, subjectId } = provider;
      const cell = await this.places.cells.of(tenantId, mode, subjectId);
      return cell && this.work.run(cell, (tx) => contactOf(tx, subjectId));
    }
    if (borrowerId === null) return undefined;
    return this.work.run(CONTROL_CELL, (tx) => borrowerEmail(tx, borrowerId));
  }

  /** The name of who asks for consent; null for a log-in without a request. */
  private async recipientOf({ consentId }: SignInChallenge): Promise<string | null> {
    if (consentId === null) return null;
    const entry = await this.places.directory.entry(consentId);
    return entry ? (await this.places.directory.parties(entry)).recipient.tradingName : null;
  }
}
