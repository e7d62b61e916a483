import type { AuditEvent, AuditOutcome } from '#audit';

const aboutStaff = (
  action: string,
  outcome: AuditOutcome,
  staffId: string,
  details?: NonNullable<AuditEvent['details']>,
): AuditEvent => ({
  action,
  handled: false,
  outcome,
  resource: { kind: 'staff', id: staffId },
  ...(details ? { details } : {}),
});

/** Somebody got an account. */
export const staffCreated = (staffId: string, role: string, tenantId: string | null): AuditEvent =>
  aboutStaff('staff.created', 'success', staffId, { role, tenant_id: tenantId });

/** A member of staff signed in. */
export const staffSignedIn = (staffId: string): AuditEvent =>
  aboutStaff('staff.signed_in', 'success', staffId);

/** Somebody failed to sign in as a member of staff, or under an address that is nobody's. */
export const staffSignInRefused = (staffId: string | undefined, reason: string): AuditEvent =>
  aboutStaff('staff.sign_in_refused', 'denied', staffId ?? 'unknown', { reason });

/** An account was locked after too many wrong passwords. */
export const staffLocked = (staffId: string, lockedUntil: Date): AuditEvent =>
  aboutStaff('staff.locked', 'success', staffId, { until: lockedUntil.toISOString() });
