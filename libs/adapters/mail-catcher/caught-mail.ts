import { EventEmitter, once } from 'node:events';

/** A mail that was caught. */
export interface CaughtMail {
  /** Counts up from 1. */
  readonly id: number;
  readonly from: string;
  /** The recipients of the envelope, in lower case. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  readonly receivedAt: string;
}

/** Which mails are asked for; all where nothing is named. */
export interface MailFilter {
  /** A recipient, in any case. */
  readonly to?: string | undefined;
  /** Only mails with a greater id. */
  readonly after?: number | undefined;
}

const KEPT_MAX = 200;

/** The last mails caught, in memory. */
export class Inbox {
  private readonly mails: CaughtMail[] = [];
  private readonly arrivals = new EventEmitter().setMaxListeners(0);
  private last = 0;

  /** Keeps a mail, and drops the oldest beyond the bound. */
  keep(mail: Omit<CaughtMail, 'id'>): void {
    this.last += 1;
    this.mails.push({ id: this.last, ...mail });
    this.mails.splice(0, this.mails.length - KEPT_MAX);
    this.arrivals.emit('mail');
  }

  /** The mails that match, oldest first. */
  list({ to, after = 0 }: MailFilter = {}): readonly CaughtMail[] {
    const wanted = to?.toLowerCase();
    return this.mails.filter(
      (mail) => mail.id > after && (wanted === undefined || mail.to.includes(wanted)),
    );
  }

  /** As `list`, but waits for the first that matches; empty when none came in time. */
  async wait(filter: MailFilter, waitMs: number): Promise<readonly CaughtMail[]> {
    const signal = AbortSignal.timeout(waitMs);
    for (;;) {
      const found = this.list(filter);
      if (found.length > 0 || signal.aborted) return found;
      await once(this.arrivals, 'mail', { signal }).catch(() => undefined);
    }
  }

  /** The mail of an id; undefined when it was dropped or never came. */
  find(id: number): CaughtMail | undefined {
    return this.mails.find((mail) => mail.id === id);
  }
}
