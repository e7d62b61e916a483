/** A mail to one person. */
export interface Mail {
  /** Becomes the Message-ID: a mail that is sent twice carries the same. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** BCP 47 tag of the language it is written in. */
  readonly locale: string;
}

/** How it ended for good: `refused` when no repeat will help (no such address, mailbox gone). */
export type MailOutcome = 'sent' | 'refused';

/** Sends mail. */
export abstract class Mailer {
  /** Resolves once the server has taken or refused the mail; throws when it may be tried again. */
  abstract send(mail: Mail): Promise<MailOutcome>;
}
