import type { AuditEvent } from '#audit';

/** A visitor named a mail address. Handled: the code goes out by mail. In control's own log. */
export const signInChallengeOpened = (challengeId: string, consentId?: string): AuditEvent => ({
  action: 'sign_in.challenge_opened',
  handled: true,
  outcome: 'success',
  resource: { kind: 'sign_in_challenge', id: challengeId },
  ...(consentId === undefined ? {} : { consentId }),
});

/** Actions of log-ins that some capability further right handles. */
export const SIGN_IN_HANDLED: readonly string[] = ['sign_in.challenge_opened'];

const session = (action: string, id: string, outcome: AuditEvent['outcome']): AuditEvent => ({
  action,
  handled: false,
  outcome,
  resource: { kind: 'sign_in_challenge', id },
});

/** A borrower showed an address to be theirs. */
export const borrowerSignedIn = (challengeId: string): AuditEvent =>
  session('borrower.signed_in', challengeId, 'success');

/** A code was tried and not accepted. */
export const borrowerSignInFailed = (challengeId: string): AuditEvent =>
  session('borrower.sign_in_failed', challengeId, 'denied');

/** A borrower left. */
export const borrowerSignedOut = (borrowerId: string): AuditEvent => ({
  action: 'borrower.signed_out',
  handled: false,
  outcome: 'success',
  resource: { kind: 'borrower', id: borrowerId },
});
