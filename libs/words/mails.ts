import { type ConsentTerms, keptDays } from '#consent-engine';
import { formatDate, formatInstant, formatList, formatSpan } from './format.js';
import type { Locale } from './locale.js';
import { say } from './say.js';

const DAY_MS = 86_400_000;

/** A mail as plain text, ready to be addressed. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
}

/** What a receipt tells: the whole consent, in the words of its page. */
export interface ReceiptFacts {
  readonly receiptNumber: string;
  readonly recipient: Institution;
  readonly provider: Institution;
  readonly terms: Pick<ConsentTerms, 'purpose' | 'frequency' | 'historyMonths' | 'dataLifeDays'>;
  readonly clustersGranted: readonly ConsentTerms['clustersNeeded'][number][];
  readonly clustersWithheld: readonly ConsentTerms['clustersNeeded'][number][];
  readonly grantedAt: Date;
  readonly endsAt: Date;
  /** The borrower's IANA time zone. */
  readonly zone: string;
  /** Where the consent can be seen and stopped. */
  readonly manageUrl: string;
}

/** An institution, by the name it trades under and the name it is registered under. */
export interface Institution {
  readonly tradingName: string;
  readonly legalName: string;
}

/** What the mail with a one-time code needs. */
export interface CodeFacts {
  /** Six digits. */
  readonly code: string;
  readonly validMinutes: number;
  /** The host on which the code is entered. */
  readonly domain: string;
  /** Who asks for consent; null when the borrower signs in without a request. */
  readonly recipient: string | null;
}

/** The mail with a one-time code; its last line binds the code to the page's own domain. */
export function codeMail(locale: Locale, facts: CodeFacts): MailText {
  const { code, domain, recipient } = facts;
  const minutes = formatSpan(locale, facts.validMinutes, 'minute');
  const lines = [
    ...(recipient === null ? [] : [say(locale, 'mail.code.about', { recipient }), '']),
    say(locale, 'mail.code.use', { domain }),
    '',
    `    ${code}`,
    '',
    say(locale, 'mail.code.valid', { minutes }),
    say(locale, 'mail.code.ignore'),
    '',
    `@${domain} #${code}`,
  ];
  return { subject: say(locale, 'mail.code.subject', { code }), text: toText(lines) };
}

/** The receipt of a grant: everything that was agreed, and how to end it. */
export function grantReceiptMail(locale: Locale, facts: ReceiptFacts): MailText {
  const { receiptNumber: receipt, recipient, zone, grantedAt, manageUrl: url } = facts;
  return {
    subject: say(locale, 'mail.granted.subject', { receipt, recipient: recipient.tradingName }),
    text: toText([
      say(locale, 'mail.granted.lead', { instant: formatInstant(locale, grantedAt, zone) }),
      '',
      ...agreed(locale, facts),
      '',
      say(locale, 'mail.withdraw-how', { url }),
      say(locale, 'mail.see', { url }),
    ]),
  };
}

/** The receipt of a withdrawal: since when it holds, and what it ended. */
export function withdrawalReceiptMail(
  locale: Locale,
  facts: ReceiptFacts,
  withdrawnAt: Date,
): MailText {
  const { receiptNumber: receipt, recipient, zone, manageUrl: url } = facts;
  return {
    subject: say(locale, 'mail.withdrawn.subject', { receipt, recipient: recipient.tradingName }),
    text: toText([
      say(locale, 'mail.withdrawn.lead', { instant: formatInstant(locale, withdrawnAt, zone) }),
      '',
      ...agreed(locale, facts),
      '',
      say(locale, 'withdraw.past'),
      say(locale, 'mail.see', { url }),
    ]),
  };
}

/** How often the terms allow a score to be made, in words. */
export function sayFrequency(
  locale: Locale,
  { frequency }: Pick<ConsentTerms, 'frequency'>,
): string {
  if (frequency === null) return say(locale, 'term.once');
  const id = frequency.unit === 'DAY' ? 'term.daily' : 'term.monthly';
  return say(locale, id, { count: frequency.value });
}

function agreed(locale: Locale, facts: ReceiptFacts): readonly string[] {
  const { terms, recipient, provider, clustersWithheld } = facts;
  const line = (label: string, value: string) => say(locale, 'mail.line', { label, value });
  const named = (one: Institution) => `${one.tradingName} (${one.legalName})`;
  const list = (clusters: ReceiptFacts['clustersGranted']) =>
    formatList(
      locale,
      clusters.map((cluster) => say(locale, `cluster.${cluster}`)),
    );
  const days = Math.round((facts.endsAt.getTime() - facts.grantedAt.getTime()) / DAY_MS);
  const kept = { days: formatSpan(locale, keptDays({ ...terms, days }), 'day') };
  return [
    line(say(locale, 'granted.receipt'), facts.receiptNumber),
    line(say(locale, 'mail.recipient'), named(recipient)),
    line(say(locale, 'mail.provider'), named(provider)),
    line(say(locale, 'consent.purpose'), say(locale, `purpose.${terms.purpose}`)),
    line(say(locale, 'granted.shared'), list(facts.clustersGranted)),
    line(
      say(locale, 'granted.withheld'),
      clustersWithheld.length > 0 ? list(clustersWithheld) : say(locale, 'score.none'),
    ),
    line(say(locale, 'term.until'), formatDate(locale, facts.endsAt, facts.zone)),
    line(say(locale, 'term.times'), sayFrequency(locale, terms)),
    line(say(locale, 'term.history'), formatSpan(locale, terms.historyMonths, 'month')),
    line(say(locale, 'term.kept'), say(locale, 'term.kept-value', kept)),
    line(say(locale, 'consent.leaves'), leaves(locale, facts)),
  ];
}

const leaves = (locale: Locale, { provider, recipient }: ReceiptFacts): string =>
  say(locale, 'consent.leaves-text', {
    provider: provider.tradingName,
    recipient: recipient.tradingName,
  });

const toText = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
