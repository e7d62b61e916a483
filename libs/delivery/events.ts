import type { AuditEvent } from '#audit';
import type { MailOutcome } from '#adapters/mail';

const outcomeOf = (mailed: MailOutcome) => (mailed === 'sent' ? 'success' : 'failure');

/** A one-time code was mailed, or its mailbox refused it. In control's own log. */
export const codeSent = (challengeId: string, mailed: MailOutcome): AuditEvent => ({
  action: 'sign_in.code_sent',
  handled: false,
  outcome: outcomeOf(mailed),
  resource: { kind: 'sign_in_challenge', id: challengeId },
});

/** What a receipt is of. */
export type ReceiptOf = 'grant' | 'withdrawal';

/** A receipt was mailed, or its mailbox refused it. In the provider's cell. */
export const receiptSent = (
  about: { readonly consentId: string; readonly subjectId: string },
  mailed: MailOutcome,
  details: { readonly of: ReceiptOf; readonly receipt: string },
): AuditEvent => ({
  action: 'receipt.sent',
  handled: false,
  outcome: outcomeOf(mailed),
  resource: { kind: 'consent', id: about.consentId },
  ...about,
  details,
});
